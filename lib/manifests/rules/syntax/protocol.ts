import type { Problem } from '../findings';

/** What Istio can tell about the traffic of a port from its protocol. */
export interface Protocol {
  readonly name: string;
  readonly http: boolean;
  readonly tls: boolean;
  /** Opaque bytes or TLS, but no UDP. */
  readonly tcp: boolean;
}

const KNOWN = new Map<string, Protocol>();
for (const name of ['http', 'http2', 'http_proxy', 'grpc', 'grpc-web']) KNOWN.set(name, { name, http: true, tls: false, tcp: false });
for (const name of ['https', 'tls']) KNOWN.set(name, { name, http: false, tls: true, tcp: true });
for (const name of ['tcp', 'mongo', 'redis', 'mysql']) KNOWN.set(name, { name, http: false, tls: false, tcp: true });
KNOWN.set('udp', { name: 'udp', http: false, tls: false, tcp: false });

const UNKNOWN: Protocol = Object.freeze({ name: '', http: false, tls: false, tcp: false });

/** Protocol of a port, whatever its case; an unknown one has an empty name. */
export function protocolOf(name: string): Protocol {
  return KNOWN.get(name) ?? KNOWN.get(name.toLowerCase()) ?? UNKNOWN;
}

/** `optional`: left out, the protocol is detected. */
export function protocolProblem(name: string, optional: boolean): Problem | undefined {
  if ((optional && name === '') || protocolOf(name).name !== '') return undefined;
  return {
    message: name === '' ? 'protocol is missing' : `protocol ${JSON.stringify(name)} is unknown`,
    help: 'use one of HTTP, HTTP2, GRPC, GRPC-Web, HTTPS, TLS, TCP, MONGO, REDIS, MYSQL',
  };
}
