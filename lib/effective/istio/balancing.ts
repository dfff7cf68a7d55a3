import type { Balancing, HashBy, Host } from '../mesh';
import { defaultOf, KIND } from '../objects';
import type { Provenance, Sourced } from '../provenance';
import { millisOf } from './duration';
import { fields, items, numberOf, texts, textOf, type Fields } from './fields';
import type { World } from './world';

const SIMPLE: Readonly<Record<string, Balancing['algorithm']>> = { LEAST_CONN: 'LEAST_REQUEST', LEAST_REQUEST: 'LEAST_REQUEST', RANDOM: 'RANDOM', ROUND_ROBIN: 'ROUND_ROBIN', PASSTHROUGH: 'PASSTHROUGH' };

/** Which endpoint a request goes to. `dialled`: to the one that was dialled, whatever is said. */
export function balancingOf(world: World, host: Host, block: Sourced<Fields> | undefined, dialled: Provenance | undefined): Sourced<Balancing> {
  if (dialled) return { value: { algorithm: 'PASSTHROUGH' }, from: dialled };
  const lb = block?.value ?? {}, consistent = fields(lb.consistentHash), algorithm = consistent ? (fields(consistent.maglev) ? 'MAGLEV' : 'RING_HASH') : SIMPLE[textOf(lb.simple)] ?? 'LEAST_REQUEST';
  const hash = hashBy(consistent), ringSize = consistent && algorithm === 'RING_HASH' ? ringOf(consistent) : 0, locality = localityOf(world, host, lb);
  const warmup = algorithm === 'LEAST_REQUEST' || algorithm === 'ROUND_ROBIN' ? millisOf(fields(lb.warmup)?.duration) ?? millisOf(lb.warmupDurationSecs) : undefined;
  return {
    value: { algorithm, ...(hash && { hash }), ...(ringSize > 0 && { ringSize }), ...(warmup !== undefined && { warmup }), ...(locality && { locality }) },
    from: block?.from ?? defaultOf('Istio'),
  };
}

/** 1024 holds unless a ring is spoken of; then Envoy's own. */
function ringOf(consistent: Fields): number {
  const ring = fields(consistent.ringHash);
  return ring ? numberOf(ring.minimumRingSize) : numberOf(consistent.minimumRingSize) || 1024;
}

/** What a `consistentHash` goes by. */
export function hashBy(consistent: Fields | undefined): HashBy | undefined {
  if (!consistent) return undefined;
  if (textOf(consistent.httpHeaderName) !== '') return { header: textOf(consistent.httpHeaderName) };
  const cookie = fields(consistent.httpCookie), ttl = millisOf(cookie?.ttl), path = textOf(cookie?.path);
  if (cookie) return { cookie: textOf(cookie.name), ...(path !== '' && { path }), ...(ttl !== undefined && { ttl }) };
  if (textOf(consistent.httpQueryParameterName) !== '') return { query: textOf(consistent.httpQueryParameterName) };
  return consistent.useSourceIp === true ? { sourceIp: true } : undefined;
}

/** The rule's, else what the Service says of the distribution of its traffic, else the mesh's. */
function localityOf(world: World, host: Host, lb: Fields): Balancing['locality'] {
  const own = fields(lb.localityLbSetting);
  return own ? asWritten(own) : distributionOf(world, host) ?? asWritten(fields(world.settings.config.localityLbSetting));
}
function asWritten(l: Fields | undefined): Balancing['locality'] {
  if (!l) return undefined;
  const failover = items(l.failover).map((f) => ({ from: textOf(f.from), to: textOf(f.to) })), distribute = items(l.distribute), failoverPriority = texts(l.failoverPriority);
  return { enabled: l.enabled !== false, ...(distribute.length > 0 && { distribute }), ...(failover.length > 0 && { failover }), ...(failoverPriority.length > 0 && { failoverPriority }) };
}

const ZONE = ['topology.istio.io/network', 'topology.kubernetes.io/region', 'topology.kubernetes.io/zone'];
const NEAR: Readonly<Record<string, readonly string[]>> = { prefersamezone: ZONE, preferclose: ZONE, prefersamenode: [...ZONE, 'topology.istio.io/subzone', 'kubernetes.io/hostname'] };
const ANNOTATION = 'networking.istio.io/traffic-distribution';
function distributionOf(world: World, host: Host): Balancing['locality'] {
  if (host.kind !== 'Service') return undefined;
  const { objects } = world, service = objects.named(KIND.service, host.namespace, host.from.object?.name ?? '')?.manifest;
  const said = textOf(fields(service?.spec)?.trafficDistribution), annotated = service?.metadata.annotations?.[ANNOTATION] || objects.named(KIND.namespace, '', host.namespace)?.manifest.metadata.annotations?.[ANNOTATION];
  const failoverPriority = NEAR[said.toLowerCase()] ?? NEAR[String(annotated ?? '').toLowerCase()];
  return failoverPriority && { enabled: true, failoverPriority };
}
