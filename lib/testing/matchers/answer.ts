import type { Outcome, RefusedBy } from '../../simulate';
import { behaviour } from '../verdict';

export interface Refusal {
  /** What refuses it: authorization (`access`), the caller's own proxy that does not know the host (`visibility`) or lets nothing undeclared out (`egress`), `tls`, a `token`, no `route`, a `fault`. @default - anything */
  readonly by?: RefusedBy;
  /** @default - any, or none (a connection that is closed) */
  readonly status?: number;
}
const REFUSED: ReadonlySet<Outcome['kind']> = new Set<Outcome['kind']>(['denied', 'tls failure', 'no route']);

/** Every share is refused: by the mesh, before anybody could answer. */
export const toBeRefused = behaviour((outcome, _request, { by, status }: Refusal = {}) => ({
  pass: outcome.ends.length > 0 && outcome.ends.every((e) => REFUSED.has(e.kind) && (by === undefined || e.refusedBy === by) && (status === undefined || e.status === status)),
  wanted: `to be refused${by === undefined ? '' : ` by ${by}`}${status === undefined ? '' : ` (${status})`}`,
}));

/** The caller is sent elsewhere. */
export const toRedirectTo = behaviour((outcome, _request, url: string, status?: number) => ({
  pass: outcome.kind === 'redirected' && outcome.location === url && (status === undefined || outcome.status === status), wanted: `to be redirected to ${url}${status === undefined ? '' : ` (${status})`}`,
}));

/** A proxy answers by itself. */
export const toBeAnswered = behaviour((outcome, _request, { status, body }: { readonly status?: number; readonly body?: string } = {}) => ({
  pass: outcome.kind === 'answered' && (status === undefined || outcome.status === status) && (body === undefined || outcome.body === body),
  wanted: `to be answered by a proxy${status === undefined ? '' : ` with ${status}`}${body === undefined ? '' : ` '${body}'`}`,
  ...(outcome.kind === 'answered' && { found: `it is answered ${outcome.status}${outcome.body === undefined ? '' : ` '${outcome.body}'`}` }),
}));
