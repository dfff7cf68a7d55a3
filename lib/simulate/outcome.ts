import type { HeaderChange, Millis, Provenance, Retries, Target } from '../effective';

/** Who sends what to whom. */
export interface RequestInput {
  /** A workload by `namespace/name`, or somebody outside of the mesh, who can only come through a gateway. @default - outside */
  readonly from?: string | { readonly outside: true; readonly address?: string };
  /** `http://reviews:9080/reviews/1`, `https://…`, `grpc://…`, `tcp://redis:6379`, `tls://…` (SNI is the host). Short names are the caller's namespace's. */
  readonly to: string;
  /** Gateway workload (`namespace/name`) that a request from outside arrives at. @default - every gateway that has a listener for the port is asked; one must be left */
  readonly via?: string;
  /** @default 'GET'; `POST` for grpc */
  readonly method?: string;
  /** Names in any case. `host` overrides the URL's authority. */
  readonly headers?: Readonly<Record<string, string>>;
  /** A verified token. @default - none */
  readonly token?: { readonly issuer: string; readonly subject?: string; readonly audiences?: readonly string[]; readonly claims?: Readonly<Record<string, unknown>>; readonly invalid?: true };
  /** Address of the caller, for rules about addresses. @default - not known, so that what depends on it is not known either */
  readonly address?: string;
  /** SNI of a TLS connection that the caller opens by itself. @default - the URL's host, for https and tls */
  readonly sni?: string;
}

/** One decision on the way. */
export interface Step {
  /** Where it is made: `client`, `gateway`, `route`, `destination`, `egress`, `tls`, `token`, `access`, `server`, `fault`. */
  readonly at: 'client' | 'gateway' | 'route' | 'destination' | 'egress' | 'tls' | 'token' | 'access' | 'server' | 'fault';
  /** In plain words; made when it is read. */
  readonly text: string;
  /** What made it so. @default - it follows from the request alone */
  readonly from?: Provenance;
}

/** A place where (a share of) the request ends. */
export interface Delivery {
  readonly target: Target;
  /** Percent of the requests. */
  readonly share: number;
  /** Workload ids behind it; empty: outside of the mesh, or nobody there. */
  readonly workloads: readonly string[];
  /** What becomes of the share. A share can fail while others arrive. */
  readonly outcome: 'delivered' | 'answered' | 'redirected' | 'denied' | 'no route' | 'unreachable' | 'tls failure' | 'unknown';
  readonly status?: number;
  readonly refusedBy?: RefusedBy;
  /** What goes over the wire from the last proxy of the client's side to it. */
  readonly tls: 'mutual TLS' | 'TLS' | 'plaintext' | 'unknown';
  /** Identity that the server sees; absent: none. */
  readonly identity?: string;
  /** The request as it arrives. */
  readonly request?: { readonly method: string; readonly authority: string; readonly target: string; readonly headers: Readonly<Record<string, string>> };
  /** What the proxies on the way back change, in order. */
  readonly responseHeaders?: readonly HeaderChange[];
  /** What is its own, after what all shares have in common; all of it, if there is one. */
  readonly trace: readonly Step[];
}
/** `access`: authorization of the server (or gateway). `visibility`: the caller's proxy does not know the host. `egress`: nor may it send there. `tls`: the server takes other connections only. `token`: a bad or missing one. `route`: no rule. */
export type RefusedBy = 'access' | 'visibility' | 'tls' | 'egress' | 'token' | 'route' | 'fault';

/** What becomes of a request. */
export interface Outcome {
  /**
   * `delivered`: every share arrives; `answered`: a proxy answers by itself; `redirected`; `denied`: refused with a status; `no route`: 404, or no host of that name; `unreachable`: nobody is there (503, or the name means nothing);
   * `tls failure`; `timeout`: a fault delays it beyond its timeout; `mixed`: shares end differently, a share that a fault cuts off too; `unknown`: it depends on something that the input does not say.
   */
  readonly kind: 'delivered' | 'answered' | 'redirected' | 'denied' | 'no route' | 'unreachable' | 'tls failure' | 'timeout' | 'mixed' | 'unknown';
  /** Of the answer, where a proxy gives it. */
  readonly status?: number;
  readonly body?: string;
  readonly location?: string;
  readonly refusedBy?: RefusedBy;
  /** Of an answer that a proxy gives by itself. */
  readonly responseHeaders?: readonly HeaderChange[];
  /** Where it is sent; what a proxy answers by itself is sent nowhere. */
  readonly deliveries: readonly Delivery[];
  readonly mirrors: readonly { readonly target: Target; readonly percent: number; readonly workloads: readonly string[] }[];
  /** How often it is tried at most, 1 and up. */
  readonly attempts: number;
  readonly retries?: Retries;
  /** 0: none. */
  readonly timeout: Millis;
  /** The longest it can take before the caller has an answer of its proxy; undefined: no bound. */
  readonly worstCase?: Millis;
  readonly faults: readonly { readonly percent: number; readonly delay?: Millis; readonly status?: number; readonly grpcStatus?: string }[];
  /** What could not be decided, and why. */
  readonly unknown: readonly string[];
  /** Every decision up to where shares part; all of them, if there is one share. */
  readonly trace: readonly Step[];
  /** All shares, those that a proxy answers by itself too; they total 100. */
  readonly ends: readonly { readonly share: number; readonly kind: Delivery['outcome']; readonly status?: number; readonly body?: string; readonly location?: string; readonly refusedBy?: RefusedBy; readonly trace: readonly Step[] }[];
  /** What would refuse it further on, if what refused it did not. */
  readonly beyond: readonly Step[];
}
