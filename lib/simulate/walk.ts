import type { EffectiveMesh, HeaderChange, Host, Provenance, Target, Workload } from '../effective';
import type { Message } from './message';
import type { Outcome, RefusedBy, Step } from './outcome';
import type { Hop } from './timing';
import { LazyStep } from './words';

/** What becomes of a share of the requests. Made by who decides it; who sent it there says how large the share is, and what is changed on the way back. */
export interface End {
  /** Percent of all. */
  share: number;
  readonly kind: Exclude<Outcome['kind'], 'mixed' | 'timeout'>;
  readonly status?: number;
  readonly body?: string;
  readonly location?: string;
  readonly refusedBy?: RefusedBy;
  /** Where it was sent, if a proxy sent it somewhere. */
  readonly target?: Target;
  workloads: readonly Workload[];
  readonly tls?: 'mutual TLS' | 'TLS' | 'plaintext' | 'unknown';
  readonly identity?: string;
  readonly message?: Message;
  responseHeaders: readonly HeaderChange[];
  /** All that led to it. */
  readonly steps: readonly Step[];
}

/** Who sends a request on: the proxy of a caller, a gateway, or a caller without one. */
export interface Sender {
  readonly workload?: Workload;
  /** As in a trace. */
  readonly name: string;
  readonly namespace?: string;
  /** A proxy answers for those it cannot reach; without one the connection fails. */
  readonly proxied: boolean;
}

export type Through = (walk: Walk, steps: Step[], workload: Workload, port: number, what: { readonly message: Message; readonly wire: Wire; readonly sender: Sender; readonly sni: string | null }) => End[] | undefined;

/** What goes over the wire to a server, and who opened it. */
export interface Wire {
  readonly tls: 'mutual TLS' | 'TLS' | 'plaintext';
  /** Identity that is shown; null: none. */
  readonly principal: string | null;
  readonly from?: Provenance;
}

/** One simulated request: what is known of it, and what was found on the way besides its ends. */
export class Walk {
  readonly unknown: string[] = [];
  readonly mirrors: Outcome['mirrors'][number][] = [];
  readonly faults: Outcome['faults'][number][] = [];
  readonly hops: Hop[] = [];
  /** What would refuse it if what refused it did not; worked out when it is read. */
  readonly further: (() => readonly Step[])[] = [];
  /** Of the caller, where it is known. */
  clientAddress?: string;
  /** Gateways on the way. */
  depth = 0;

  /** `through`: what is sent to a gateway of the mesh goes on from there; undefined: it has no listener on that port. */
  constructor(readonly mesh: EffectiveMesh, readonly through: Through, readonly would = false) {}

  /** Address of the other end, and of who began it, at a server. */
  get addresses(): { readonly peerAddress?: string; readonly clientAddress?: string } { return { ...(this.depth === 0 && { peerAddress: this.clientAddress }), clientAddress: this.clientAddress }; }
  notKnown(what: string): void { if (!this.unknown.includes(what)) this.unknown.push(what); }
  /** One that looks on, where this one came to an end. */
  onwards(): Walk {
    const walk = new Walk(this.mesh, this.through, true);
    walk.clientAddress = this.clientAddress;
    walk.depth = this.depth;
    return walk;
  }
}

/** Puts a step on the way that a share takes; shares that part have a copy each. */
export function say(steps: Step[], at: Step['at'], text: () => string, from?: Provenance): void { steps.push(new LazyStep(at, text, from)); }

const NONE: readonly never[] = [];
/** An end, with what it lacks filled in. */
export const end = (kind: End['kind'], steps: readonly Step[], more: Partial<End> = {}): End => ({
  share: more.share ?? 100, kind, status: more.status, body: more.body, location: more.location, refusedBy: more.refusedBy, target: more.target, workloads: more.workloads ?? NONE, tls: more.tls, identity: more.identity, message: more.message,
  responseHeaders: more.responseHeaders ?? NONE, steps,
});

const indexes = new WeakMap<EffectiveMesh, { readonly byNamespace: Map<string, Workload[]>; readonly behind: Map<Host, readonly Workload[]> }>();
/** Workloads behind a host, for those who have no proxy that says it. */
export function behind(mesh: EffectiveMesh, host: Host): readonly Workload[] {
  let index = indexes.get(mesh);
  if (!index) {
    const byNamespace = new Map<string, Workload[]>();
    for (const w of mesh.workloads) { const list = byNamespace.get(w.namespace); if (list) list.push(w); else byNamespace.set(w.namespace, [w]); }
    indexes.set(mesh, (index = { byNamespace, behind: new Map() }));
  }
  let found = index.behind.get(host);
  if (!found) {
    const selector = Object.entries(host.selector ?? {});
    found = selector.length === 0 ? [] : (index.byNamespace.get(host.namespace) ?? []).filter((w) => selector.every(([k, v]) => w.labels[k] === v));
    index.behind.set(host, found);
  }
  return found;
}
