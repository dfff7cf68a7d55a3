import type { Host, HostPort, Millis } from '../mesh';
import type { Balancing, HashBy, Outlier, Pool } from '../mesh';
import { defaultOf } from '../objects';
import type { Provenance, Sourced } from '../provenance';
import { millisOf } from './duration';
import { entries, fields, items, numberOf, texts, textOf, type Fields } from './fields';
import type { MergedRule, Subset } from './destination-rules';
import type { Settings } from './settings';

export type Block = 'connectionPool' | 'outlierDetection' | 'loadBalancer' | 'tls';
/** The four blocks of a traffic policy that hold, each with where it stands. */
export type Blocks = { readonly [B in Block]?: Sourced<Fields> };
const BLOCKS: readonly Block[] = ['connectionPool', 'outlierDetection', 'loadBalancer', 'tls'];

/** What holds for a port: a subset's blocks over the rule's, and in each of them the settings of the port instead of all others. The mesh's own fill in what the rule leaves open. */
export function blocksOf(rule: MergedRule | undefined, subset: Subset | undefined, port: number, settings: Settings): Blocks {
  const base = withDefaults(atPort(rule?.policy, port).blocks, settings);
  if (!subset?.policy) return base;
  const { blocks, byPort } = atPort(subset.policy, port);
  const out: { [B in Block]?: Sourced<Fields> } = {};
  for (const b of BLOCKS) { const value = byPort ? blocks[b] : blocks[b] ?? base[b]; if (value) out[b] = value; }
  return out;
}

function atPort(policy: Sourced<Fields> | undefined, port: number): { blocks: Blocks; byPort: boolean } {
  if (!policy) return { blocks: {}, byPort: false };
  for (const [entry, i] of entries(policy.value.portLevelSettings)) {
    if (numberOf(fields(entry.port)?.number) === port && port !== 0) return { blocks: pick(entry, policy.from, `portLevelSettings[${i}].`), byPort: true };
  }
  return { blocks: pick(policy.value, policy.from, ''), byPort: false };
}
function pick(policy: Fields, from: Provenance, path: string): Blocks {
  const out: { [B in Block]?: Sourced<Fields> } = {};
  for (const b of BLOCKS) { const value = fields(policy[b]); if (value) out[b] = { value, from: below(from, `${path}${b}`) }; }
  return out;
}
/** A field further down in the same object. */
const below = (from: Provenance, field: string): Provenance => Object.create(from, { field: { value: from.field === undefined ? field : `${from.field}.${field}`, enumerable: true } }) as Provenance;

function withDefaults(blocks: Blocks, { config }: Settings): Blocks {
  const mesh = fields(config.defaultTrafficPolicy);
  if (!mesh) return blocks;
  const from = defaultOf('MeshConfig'), pool = fields(mesh.connectionPool), outlier = fields(mesh.outlierDetection);
  return { ...blocks, ...(!blocks.connectionPool && pool && { connectionPool: { value: pool, from } }), ...(!blocks.outlierDetection && outlier && { outlierDetection: { value: outlier, from } }) };
}

const positive = (value: unknown): number | undefined => { const n = numberOf(value); return n > 0 ? n : undefined; };
const defined = <T extends object>(o: T): T => { for (const key of Object.keys(o) as (keyof T)[]) if (o[key] === undefined) delete o[key]; return o; };

export function poolOf(block: Sourced<Fields> | undefined, port: HostPort, settings: Settings): Sourced<Pool> {
  const standard: Millis = millisOf(settings.config.connectTimeout) ?? 10_000;
  const meshKeepalive = keepaliveOf(fields(settings.config.tcpKeepalive));
  const upgrade = settings.config.h2UpgradePolicy === 'UPGRADE' && ['http', 'http2', 'grpc', 'grpc-web'].includes(port.protocol) || port.protocol === 'http2' || port.protocol === 'grpc' || port.protocol === 'grpc-web';
  if (!block) return { value: defined<Pool>({ connectTimeout: standard, tcpKeepalive: meshKeepalive, http2: upgrade || undefined }), from: defaultOf(settings.config.connectTimeout ? 'MeshConfig' : 'Istio') };
  const tcp = fields(block.value.tcp) ?? {}, http = fields(block.value.http) ?? {};
  const httpIdle = millisOf(http.idleTimeout), tcpIdle = millisOf(tcp.idleTimeout);
  const native = port.protocol === 'http2' || port.protocol === 'grpc' || port.protocol === 'grpc-web';
  const http2 = http.useClientProtocol === true ? 'as-client' as const : native || http.h2UpgradePolicy === 'UPGRADE' || (http.h2UpgradePolicy !== 'DO_NOT_UPGRADE' && upgrade) || undefined;
  return {
    value: defined<Pool>({
      connectTimeout: millisOf(tcp.connectTimeout) ?? standard, maxConnections: positive(tcp.maxConnections), idleTimeout: httpIdle === undefined ? tcpIdle : undefined, maxConnectionDuration: millisOf(tcp.maxConnectionDuration),
      tcpKeepalive: keepaliveOf(fields(tcp.tcpKeepalive)) ?? meshKeepalive, maxPendingRequests: positive(http.http1MaxPendingRequests), maxRequests: positive(http.http2MaxRequests),
      maxRequestsPerConnection: positive(http.maxRequestsPerConnection), maxRetries: positive(http.maxRetries), httpIdleTimeout: httpIdle, maxConcurrentStreams: positive(http.maxConcurrentStreams), http2,
    }),
    from: block.from,
  };
}
function keepaliveOf(k: Fields | undefined): Pool['tcpKeepalive'] {
  return k && defined({ probes: positive(k.probes), time: millisOf(k.time), interval: millisOf(k.interval) });
}

/** A condition that is left out has Envoy's own value: five errors of the server, none of gateways alone. */
export function outlierOf(block: Sourced<Fields> | undefined): Sourced<Outlier> | undefined {
  if (!block) return undefined;
  const o = block.value, count = (value: unknown, left: number): number => (value === undefined || value === null ? left : numberOf(value));
  const split = o.splitExternalLocalOriginErrors === true;
  return {
    value: defined<Outlier>({
      consecutive5xx: count(o.consecutive5xxErrors, 5), consecutiveGatewayErrors: count(o.consecutiveGatewayErrors, 0), splitLocalErrors: split || undefined, consecutiveLocalFailures: split ? positive(o.consecutiveLocalOriginFailures) ?? 5 : undefined,
      interval: millisOf(o.interval) ?? 10_000, baseEjection: millisOf(o.baseEjectionTime) ?? 30_000, maxEjectionPercent: positive(o.maxEjectionPercent) ?? 10, minHealthPercent: numberOf(o.minHealthPercent),
    }),
    from: block.from,
  };
}

export function hashOf(consistent: Fields | undefined): HashBy | undefined {
  if (!consistent) return undefined;
  if (textOf(consistent.httpHeaderName) !== '') return { header: textOf(consistent.httpHeaderName) };
  const cookie = fields(consistent.httpCookie);
  if (cookie) return defined({ cookie: textOf(cookie.name), path: textOf(cookie.path) || undefined, ttl: millisOf(cookie.ttl) });
  if (textOf(consistent.httpQueryParameterName) !== '') return { query: textOf(consistent.httpQueryParameterName) };
  return consistent.useSourceIp === true ? { sourceIp: true } : undefined;
}

const SIMPLE: Readonly<Record<string, Balancing['algorithm']>> = { LEAST_CONN: 'LEAST_REQUEST', LEAST_REQUEST: 'LEAST_REQUEST', RANDOM: 'RANDOM', ROUND_ROBIN: 'ROUND_ROBIN', PASSTHROUGH: 'PASSTHROUGH' };
export function balancingOf(block: Sourced<Fields> | undefined, host: Host, settings: Settings): Sourced<Balancing> {
  const meshLocality = localityOf(fields(settings.config.localityLbSetting));
  if (host.resolution === 'client' || host.resolution === 'none') return { value: { algorithm: 'PASSTHROUGH' }, from: host.from };
  if (!block) return { value: defined<Balancing>({ algorithm: 'LEAST_REQUEST', locality: meshLocality }), from: defaultOf('Istio') };
  const lb = block.value, consistent = fields(lb.consistentHash), ring = fields(consistent?.ringHash), maglev = fields(consistent?.maglev), warmup = fields(lb.warmup);
  const algorithm = consistent ? (maglev ? 'MAGLEV' : 'RING_HASH') : SIMPLE[textOf(lb.simple)] ?? 'LEAST_REQUEST';
  return {
    value: defined<Balancing>({
      algorithm, hash: hashOf(consistent), ringSize: consistent && !maglev ? positive(ring?.minimumRingSize) ?? (ring ? undefined : positive(consistent.minimumRingSize) ?? 1024) : undefined,
      warmup: algorithm === 'LEAST_REQUEST' || algorithm === 'ROUND_ROBIN' ? millisOf(warmup?.duration) ?? millisOf(lb.warmupDurationSecs) : undefined, locality: localityOf(fields(lb.localityLbSetting)) ?? meshLocality,
    }),
    from: block.from,
  };
}
function localityOf(l: Fields | undefined): Balancing['locality'] {
  if (!l) return undefined;
  const failover = items(l.failover).map((f) => ({ from: textOf(f.from), to: textOf(f.to) }));
  return { enabled: l.enabled !== false, ...(items(l.distribute).length > 0 && { distribute: items(l.distribute) }), ...(failover.length > 0 && { failover }), ...(texts(l.failoverPriority).length > 0 && { failoverPriority: texts(l.failoverPriority) }) };
}
