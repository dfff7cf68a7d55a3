import type { PortProtocol } from '../mesh';

const KNOWN: Readonly<Record<string, PortProtocol>> = {
  http: 'http', http2: 'http2', grpc: 'grpc', 'grpc-web': 'grpc-web', https: 'https', tls: 'tls', tcp: 'tcp', mongo: 'mongo', mysql: 'mysql', redis: 'redis', udp: 'udp', http_proxy: 'http',
};
const APP_PROTOCOLS: Readonly<Record<string, PortProtocol>> = { 'kubernetes.io/h2c': 'http2', 'kubernetes.io/ws': 'http', 'kubernetes.io/wss': 'https', 'istio.io/hbone': 'tcp' };
/** Ports of protocols in which the server speaks first: looking at the client's bytes would wait for ever. */
const SERVER_FIRST: Readonly<Record<number, PortProtocol>> = { 25: 'tcp', 53: 'tcp', 3306: 'tcp', 27017: 'tcp' };

/** A protocol by its word, as written in `protocol` of a ServiceEntry's or Gateway's port. */
export const protocolNamed = (word: string): PortProtocol | undefined => named(KNOWN, word.toLowerCase());
const named = <T>(table: Readonly<Record<string, T>>, name: string): T | undefined => (Object.hasOwn(table, name) ? table[name] : undefined);

/** Protocol that a Service's port declares: `appProtocol`, else the first part of its name, else none. */
export function servicePortProtocol(port: { readonly name?: string; readonly port?: number; readonly protocol?: string; readonly appProtocol?: string }): PortProtocol {
  if (port.protocol === 'UDP') return 'udp';
  const name = (port.appProtocol ?? port.name ?? '').toLowerCase();
  const standard = port.appProtocol === undefined ? undefined : named(APP_PROTOCOLS, name);
  if (standard) return standard;
  if (name.startsWith('grpc-web')) return 'grpc-web';
  const dash = name.indexOf('-');
  return named(KNOWN, dash < 0 ? name : name.slice(0, dash)) ?? SERVER_FIRST[port.port ?? 0] ?? 'auto';
}
