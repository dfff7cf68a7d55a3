import type { Endpoint, Host, HostPort } from '../mesh';
import { KIND, namespaceOf, sourceOf, type Objects, type SourceObject } from '../objects';
import { entries, fields, items, numberOf, textMap, textOf, texts, type Fields } from './fields';
import { protocolNamed, servicePortProtocol } from './protocol';
import type { Settings } from './settings';

/** All that requests can be sent to, Services first, in the order of the input. */
export function hostsOf(objects: Objects, settings: Settings): Host[] {
  return [...objects.of(KIND.service).map((o) => fromService(o, settings)), ...objects.of(KIND.serviceEntry).flatMap((o) => fromEntry(o, settings))];
}

function fromService(object: SourceObject, settings: Settings): Host {
  const { manifest } = object;
  const spec = fields(manifest.spec) ?? {}, namespace = namespaceOf(manifest), annotations = textMap(manifest.metadata.annotations);
  const aliasOf = spec.type === 'ExternalName' ? textOf(spec.externalName) : '', headless = spec.clusterIP === 'None' && aliasOf === '';
  const addresses = [...texts(spec.clusterIPs), textOf(spec.clusterIP)].filter((a) => a !== '' && a !== 'None');
  const selector = textMap(spec.selector), exported = textOf(annotations['networking.istio.io/exportTo']);
  return {
    name: `${manifest.metadata.name}.${namespace}.svc.${settings.clusterDomain}`, namespace, kind: 'Service',
    ports: items(spec.ports).map(servicePort), headless, external: aliasOf !== '', resolution: aliasOf !== '' ? 'alias' : headless ? 'client' : 'workloads',
    ...(aliasOf !== '' && { aliasOf }),
    addresses: headless || aliasOf !== '' ? [] : [...new Set(addresses)],
    exportTo: exported === '' ? defaultExport(settings) : listed(exported),
    ...(Object.keys(selector).length > 0 && { selector }),
    endpoints: [], subjectAltNames: listed(textOf(annotations['alpha.istio.io/canonical-serviceaccounts'])), from: sourceOf(object),
  };
}
const listed = (text: string): string[] => text.split(',').map((t) => t.trim()).filter((t) => t !== '');
const defaultExport = (settings: Settings): readonly string[] => settings.config.defaultServiceExportTo ?? ['*'];

function servicePort(p: Fields): HostPort {
  const number = numberOf(p.port), name = textOf(p.name);
  const protocol = servicePortProtocol({ name, port: number, protocol: textOf(p.protocol), ...(typeof p.appProtocol === 'string' && { appProtocol: p.appProtocol }) });
  return { number, name, protocol, targetPort: (typeof p.targetPort === 'string' || typeof p.targetPort === 'number') && p.targetPort !== 0 && p.targetPort !== '' ? p.targetPort : number };
}

/** A ServiceEntry is one host for each of its names. */
function fromEntry(object: SourceObject, settings: Settings): Host[] {
  const { manifest } = object;
  const spec = fields(manifest.spec) ?? {}, namespace = namespaceOf(manifest);
  const resolution = spec.resolution === 'STATIC' ? 'static' : ['DNS', 'DNS_ROUND_ROBIN', 'DYNAMIC_DNS'].includes(spec.resolution) ? 'dns' : 'none';
  const ports = items(spec.ports).map((p): HostPort => ({ number: numberOf(p.number), name: textOf(p.name), protocol: protocolNamed(textOf(p.protocol)) ?? 'auto', targetPort: numberOf(p.targetPort) || numberOf(p.number) }));
  // A selector without labels takes all workloads of its namespace.
  const chosen = fields(spec.workloadSelector), selector = chosen && textMap(chosen.labels), exported = texts(spec.exportTo), names = new Set(texts(spec.hosts));
  const common = {
    namespace, kind: 'ServiceEntry' as const, ports, headless: false, external: spec.location !== 'MESH_INTERNAL', resolution: resolution as Host['resolution'], addresses: addressesOf(spec.addresses),
    exportTo: exported.length > 0 ? exported : defaultExport(settings),
    ...(selector && { selector }), endpoints: entries(spec.endpoints).map(([e, i]) => endpoint(e, object, i)), subjectAltNames: texts(spec.subjectAltNames),
  };
  return [...names].map((name): Host => ({ name, ...common, from: sourceOf(object, `spec.hosts[${spec.hosts.indexOf(name)}]`) }));
}
/** A range of one address is the address. */
const addressesOf = (addresses: unknown): string[] => texts(addresses).map((a) => a.replace(a.includes(':') ? /\/128$/ : /\/32$/, ''));

function endpoint(e: Fields, object: SourceObject, i: number): Endpoint {
  const ports = Object.fromEntries(Object.entries(fields(e.ports) ?? {}).map(([name, number]) => [name, numberOf(number)]));
  const serviceAccount = textOf(e.serviceAccount), weight = numberOf(e.weight), locality = textOf(e.locality);
  return { address: textOf(e.address), ports, labels: textMap(e.labels), ...(serviceAccount !== '' && { serviceAccount }), ...(weight !== 0 && { weight }), ...(locality !== '' && { locality }), from: sourceOf(object, `spec.endpoints[${i}]`) };
}
