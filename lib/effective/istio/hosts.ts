import type { Endpoint, Host, HostPort } from '../mesh';
import { KIND, namespaceOf, sourceOf, type Objects, type SourceObject } from '../objects';
import { protocolNamed, servicePortProtocol } from './protocol';
import type { Settings } from './settings';

type Fields = Readonly<Record<string, any>>;

/** All that requests can be sent to, Services first, in the order of the input. */
export function hostsOf(objects: Objects, settings: Settings): Host[] {
  return [...objects.of(KIND.service).map((o) => fromService(o, settings)), ...objects.of(KIND.serviceEntry).flatMap((o) => fromEntry(o, settings))];
}

function fromService(object: SourceObject, settings: Settings): Host {
  const { manifest } = object;
  const spec = (manifest.spec ?? {}) as Fields, namespace = namespaceOf(manifest), annotations = manifest.metadata.annotations ?? {};
  const headless = spec.clusterIP === 'None', alias = spec.type === 'ExternalName';
  const exported = annotations['networking.istio.io/exportTo'];
  const selector = spec.selector as Readonly<Record<string, string>> | undefined;
  return {
    name: `${manifest.metadata.name}.${namespace}.svc.${settings.clusterDomain}`, namespace, kind: 'Service',
    ports: list(spec.ports).map((p): HostPort => ({ number: Number(p.port), name: p.name ?? '', protocol: servicePortProtocol(p), targetPort: p.targetPort === undefined || p.targetPort === 0 || p.targetPort === '' ? Number(p.port) : p.targetPort })),
    headless, external: alias, resolution: alias ? 'alias' : headless ? 'client' : 'workloads',
    ...(alias && typeof spec.externalName === 'string' && { aliasOf: spec.externalName }),
    addresses: headless || alias ? [] : [...new Set<string>([...(spec.clusterIPs ?? []), ...(spec.clusterIP ? [spec.clusterIP] : [])])],
    exportTo: exported === undefined ? settings.config.defaultServiceExportTo ?? ['*'] : exported.split(',').map((e) => e.trim()).filter((e) => e !== ''),
    ...(selector !== undefined && Object.keys(selector).length > 0 && { selector }),
    endpoints: [], subjectAltNames: textsOf(annotations['alpha.istio.io/canonical-serviceaccounts']), from: sourceOf(object),
  };
}
/** A range of one address is the address. */
const addressesOf = (addresses: unknown): string[] => (Array.isArray(addresses) ? addresses.filter((a): a is string => typeof a === 'string').map((a) => a.replace(a.includes(':') ? /\/128$/ : /\/32$/, '')) : []);
const textsOf = (text: string | undefined): string[] => (text === undefined ? [] : text.split(',').map((t) => t.trim()));

/** A ServiceEntry is one host for each of its names. */
function fromEntry(object: SourceObject, settings: Settings): Host[] {
  const { manifest } = object;
  const spec = (manifest.spec ?? {}) as Fields, namespace = namespaceOf(manifest);
  const resolution = ({ DNS: 'dns', DNS_ROUND_ROBIN: 'dns', DYNAMIC_DNS: 'dns', STATIC: 'static' } as const)[spec.resolution as string] ?? 'none';
  const ports = list(spec.ports).map((p): HostPort => ({ number: Number(p.number), name: p.name ?? '', protocol: protocolNamed(String(p.protocol ?? '')) ?? 'auto', targetPort: p.targetPort || Number(p.number) }));
  const endpoints = list(spec.endpoints).map((e, i): Endpoint => ({
    address: e.address ?? '', ports: e.ports ?? {}, labels: e.labels ?? {}, ...(e.serviceAccount && { serviceAccount: e.serviceAccount }), ...(e.weight && { weight: e.weight }), ...(e.locality && { locality: e.locality }),
    from: sourceOf(object, `spec.endpoints[${i}]`),
  }));
  const selector = spec.workloadSelector?.labels as Readonly<Record<string, string>> | undefined;
  return (Array.isArray(spec.hosts) ? spec.hosts as unknown[] : []).filter((h): h is string => typeof h === 'string').map((name, i): Host => ({
    name, namespace, kind: 'ServiceEntry', ports, headless: false, external: spec.location !== 'MESH_INTERNAL', resolution,
    addresses: addressesOf(spec.addresses),
    exportTo: Array.isArray(spec.exportTo) && spec.exportTo.length > 0 ? spec.exportTo as string[] : settings.config.defaultServiceExportTo ?? ['*'],
    ...(selector !== undefined && { selector }), endpoints, subjectAltNames: Array.isArray(spec.subjectAltNames) ? spec.subjectAltNames as string[] : [], from: sourceOf(object, `spec.hosts[${i}]`),
  }));
}
const list = (value: unknown): readonly Fields[] => (Array.isArray(value) ? value.filter((v): v is Fields => typeof v === 'object' && v !== null) : []);
