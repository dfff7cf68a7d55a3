import type { SeenRequest } from '../effective';

/** A token as the caller shows it. */
export interface ShownToken { readonly issuer: string; readonly subject?: string; readonly audiences?: readonly string[]; readonly claims?: Readonly<Record<string, unknown>>; readonly invalid?: true }

/** A request on its way. It is never changed: who changes it sends on a copy. */
export interface Message {
  /** HTTP, if somebody looks. */
  readonly http: boolean;
  readonly grpc: boolean;
  /** In TLS of the caller's own: nobody looks in who does not end it. */
  readonly sealed: boolean;
  readonly method: string;
  /** Path and query. */
  readonly target: string;
  /** Host header. */
  readonly authority: string;
  readonly scheme: 'http' | 'https';
  /** Names are lower case; `host` is not among them. */
  readonly headers: Readonly<Record<string, string>>;
  /** Of the connection it comes in; null: no TLS. */
  readonly sni: string | null;
  /** Host and port that the caller dialled. */
  readonly host: string;
  readonly port: number;
  readonly token?: ShownToken;
}

/** What is known of the connection that brings a message to a proxy. */
export interface Arrival {
  /** Port it arrives at. */
  readonly port: number;
  /** Identity that the peer shows; null: none. */
  readonly principal: string | null;
  readonly peerAddress?: string;
  /** Of who began it, behind gateways too. */
  readonly clientAddress?: string;
  readonly destinationAddress?: string;
}

/** What a proxy that reads HTTP sees. `token`: verified; undefined: not known whether it is. */
export function seenHttp(m: Message, arrival: Arrival, token: SeenRequest['token']): SeenRequest {
  return {
    method: m.method, target: m.target, authority: m.authority, scheme: m.scheme, headers: m.headers, sni: m.sni, port: arrival.port, principal: arrival.principal,
    peerAddress: arrival.peerAddress, clientAddress: arrival.clientAddress, destinationAddress: arrival.destinationAddress, token,
  };
}
/** What one sees that only passes bytes on. */
export function seenBytes(m: Message, arrival: Arrival): SeenRequest {
  return { sni: m.sni, port: arrival.port, principal: arrival.principal, peerAddress: arrival.peerAddress, clientAddress: arrival.clientAddress, destinationAddress: arrival.destinationAddress };
}

/** Whether a browser asks what a page of another origin may do. */
export const isPreflight = (m: Message): boolean => m.method === 'OPTIONS' && m.headers.origin !== undefined && m.headers['access-control-request-method'] !== undefined;
