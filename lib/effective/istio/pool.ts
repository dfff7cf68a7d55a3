import { isHttp, type HostPort, type Pool } from '../mesh';
import { defaultOf } from '../objects';
import type { Sourced } from '../provenance';
import { millisOf } from './duration';
import { fields, numberOf, textOf, type Fields } from './fields';
import type { Settings } from './settings';

/** Limits of connections to a port, and what is spoken on them. */
export function poolOf(block: Sourced<Fields> | undefined, port: HostPort, gateway: boolean, settings: Settings): Sourced<Pool> {
  const { config } = settings, tcp = fields(block?.value.tcp) ?? {}, http = fields(block?.value.http) ?? {};
  const httpIdleTimeout = millisOf(http.idleTimeout), http2 = protocolTo(port, http, gateway, settings);
  const value = defined<Pool>({
    connectTimeout: millisOf(tcp.connectTimeout) ?? millisOf(config.connectTimeout) ?? 10_000,
    maxConnections: positive(tcp.maxConnections), maxConnectionDuration: millisOf(tcp.maxConnectionDuration), tcpKeepalive: keepaliveOf(fields(config.tcpKeepalive), fields(tcp.tcpKeepalive)),
    maxPendingRequests: positive(http.http1MaxPendingRequests), maxRequests: positive(http.http2MaxRequests), maxRequestsPerConnection: positive(http.maxRequestsPerConnection), maxRetries: positive(http.maxRetries),
    // One timer for both: what is said for HTTP comes first.
    httpIdleTimeout, idleTimeout: httpIdleTimeout === undefined ? millisOf(tcp.idleTimeout) : undefined,
    maxConcurrentStreams: http2 === true ? positive(http.maxConcurrentStreams) : undefined, http2: http2 || undefined,
  });
  return { value, from: block?.from ?? defaultOf(config.connectTimeout === undefined ? 'Istio' : 'MeshConfig') };
}

/** Sidecars go on in what the client began with, where nobody says what a port speaks; an upgrade changes nothing about that. */
function protocolTo(port: HostPort, http: Fields, gateway: boolean, { config }: Settings): Pool['http2'] {
  if (http.useClientProtocol === true) return 'as-client';
  if (port.protocol === 'http2' || port.protocol === 'grpc' || port.protocol === 'grpc-web') return true;
  if (port.protocol === 'auto' && !gateway) return 'as-client';
  const said = textOf(http.h2UpgradePolicy);
  return said === 'UPGRADE' || (said !== 'DO_NOT_UPGRADE' && config.h2UpgradePolicy === 'UPGRADE' && isHttp(port.protocol));
}

/** Each setting of a rule over the mesh's. */
function keepaliveOf(mesh: Fields | undefined, own: Fields | undefined): Pool['tcpKeepalive'] {
  if (!mesh && !own) return undefined;
  const probes = positive(own?.probes) ?? positive(mesh?.probes), time = millisOf(own?.time) ?? millisOf(mesh?.time), interval = millisOf(own?.interval) ?? millisOf(mesh?.interval);
  return defined({ probes, time, interval });
}

/** What is 0 is as good as not said. */
const positive = (value: unknown): number | undefined => { const n = numberOf(value); return n > 0 ? n : undefined; };
function defined<T extends object>(value: T): T {
  for (const key of Object.keys(value) as (keyof T)[]) if (value[key] === undefined) delete value[key];
  return value;
}
