import type { ClientTls, Host, Workload } from '../mesh';
import { defaultOf } from '../objects';
import type { Provenance, Sourced } from '../provenance';
import { texts, textOf, type Fields } from './fields';
import { hostIndexOf } from './host-index';
import { namespaceMtls } from './peer-authentication';
import type { World } from './world';

/** What the TLS of a target depends on besides its rule. */
export interface TlsSite {
  readonly host: Host;
  /** It is reached by a gateway. */
  readonly gateway: boolean;
  /** The rule is for some workloads. */
  readonly selecting: boolean;
  /** Connections go to where they were dialled: there is one way for all endpoints. */
  readonly dialled: boolean;
  /** Whoever is behind it must all be able to do mutual TLS. */
  readonly allOrNone: boolean;
}

/** How a client opens its connections: as its rule says; else mutual TLS with who has a proxy, if the mesh does that by itself. */
export function clientTlsOf(world: World, site: TlsSite, block: Sourced<Fields> | undefined): Sourced<ClientTls> {
  if (block) return { value: written(world, block.value, site), from: block.from };
  const plaintext = (from: Provenance): Sourced<ClientTls> => ({ value: { mode: 'DISABLE' }, from });
  if (site.host.external) return plaintext(site.host.from);
  if (!world.settings.autoMtls) return plaintext(defaultOf('MeshConfig'));
  if (site.allOrNone && !allMutual(world, site.host)) return plaintext(defaultOf('Istio'));
  const mode = namespaceMtls(world, site.host.namespace);
  if (mode.value === 'DISABLE') return plaintext(mode.from);
  const names = writtenNames(world, site.host).length > 0 ? namesOf(world, site.host) : [];
  return { value: { mode: site.dialled ? 'ISTIO_MUTUAL' : 'AUTO', ...(names.length > 0 && { subjectAltNames: names }) }, from: defaultOf('Istio') };
}

/** Somebody is there, and each takes mutual TLS. */
function allMutual(world: World, host: Host): boolean {
  const workloads = world.workloadsBehind(host);
  return workloads.length + host.endpoints.length > 0 && workloads.every(takesMutual) && host.endpoints.every((e) => e.labels[TLS_MODE] === undefined ? e.serviceAccount !== undefined : e.labels[TLS_MODE] === 'istio');
}
const TLS_MODE = 'security.istio.io/tlsMode';
function takesMutual(w: Workload): boolean { return w.labels[TLS_MODE] === undefined ? w.proxy !== 'none' : w.labels[TLS_MODE] === 'istio'; }

/** Of ServiceEntries that share a host the youngest says it. */
function writtenNames(world: World, host: Host): readonly string[] {
  return hostIndexOf(world).named(host.name.toLowerCase()).filter((h) => h.name === host.name && h.namespace === host.namespace).at(-1)?.subjectAltNames ?? host.subjectAltNames;
}

/** Names that a certificate may have, if nobody says: the host's own, and the identities of who is behind it; in whatever trust domain the mesh goes by. */
function namesOf(world: World, host: Host): readonly string[] {
  const { trustDomain, aliases } = world.settings, names = [
    ...writtenNames(world, host), ...world.workloadsBehind(host).map((w) => `spiffe://${w.principal}`),
    ...host.endpoints.flatMap((e) => (e.serviceAccount === undefined ? [] : [`spiffe://${trustDomain}/ns/${host.namespace}/sa/${e.serviceAccount}`])),
  ];
  return [...new Set(names.flatMap((n) => [n, ...(n.startsWith('spiffe://') ? aliases.map((a) => n.replace(/^spiffe:\/\/[^/]*/, `spiffe://${a}`)) : [])]))].sort();
}

const MODES: ReadonlySet<string> = new Set<ClientTls['mode']>(['DISABLE', 'SIMPLE', 'MUTUAL', 'ISTIO_MUTUAL']);
function written(world: World, tls: Fields, site: TlsSite): ClientTls {
  const mode = (MODES.has(textOf(tls.mode)) ? tls.mode : 'DISABLE') as ClientTls['mode'];
  if (mode === 'DISABLE' || mode === 'AUTO') return { mode: 'DISABLE' };
  const why = mode === 'ISTIO_MUTUAL' ? undefined : unfit(tls, mode, site);
  // A proxy that cannot open it as it is written opens a plain connection.
  if (why) return { mode: 'DISABLE', unfit: { mode: mode as 'SIMPLE' | 'MUTUAL', why } };
  const asked = texts(tls.subjectAltNames), names = asked.length > 0 ? asked : mode === 'ISTIO_MUTUAL' ? writtenNames(world, site.host).length > 0 ? namesOf(world, site.host) : [] : site.host.kind === 'ServiceEntry' ? namesOf(world, site.host) : [];
  return { mode, ...(textOf(tls.sni) !== '' && { sni: textOf(tls.sni) }), ...(names.length > 0 && { subjectAltNames: names }), ...(mode !== 'ISTIO_MUTUAL' && certificates(tls, mode)) };
}

/** Secrets are only for the workloads that a rule selects, and for gateways. */
function unfit(tls: Fields, mode: 'SIMPLE' | 'MUTUAL', site: TlsSite): NonNullable<ClientTls['unfit']>['why'] | undefined {
  const credential = textOf(tls.credentialName);
  if (credential !== '') return !site.gateway && !site.selecting && !credential.startsWith('configmap://') ? 'secret-without-selector' : undefined;
  return mode === 'MUTUAL' && (textOf(tls.clientCertificate) === '' || textOf(tls.privateKey) === '') ? 'no-client-certificate' : undefined;
}

function certificates(tls: Fields, mode: 'SIMPLE' | 'MUTUAL'): Partial<ClientTls> {
  const credential = textOf(tls.credentialName), skip = tls.insecureSkipVerify === true;
  return {
    ...(!skip && { caCertificates: credential !== '' ? `${credential}-cacert` : textOf(tls.caCertificates) || 'system' }), ...(credential !== '' && { credential }),
    ...(mode === 'MUTUAL' && credential === '' && { clientCertificate: textOf(tls.clientCertificate) }), ...(skip && { insecureSkipVerify: true }),
  };
}
