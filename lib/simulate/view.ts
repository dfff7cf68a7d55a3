import { all, always, any, evaluate, never, not, subjectText, type Authorization, type Condition, type SeenRequest } from '../effective';

const HTTP_ONLY = new Set(['method', 'path', 'target', 'authority', 'scheme', 'header', 'query', 'cookie', 'requestPrincipal', 'claim']);

const views = { DENY: new WeakMap<Condition, Condition>(), ALLOW: new WeakMap<Condition, Condition>() };
/** A condition as a proxy sees it that does not read HTTP. An ALLOW that wants HTTP can never hold there; of a DENY what can be judged is left, so that it denies more. */
export function bytesView(condition: Condition, action: Authorization['action']): Condition {
  const known = action === 'ALLOW' ? views.ALLOW : views.DENY;
  let view = known.get(condition);
  if (!view) known.set(condition, (view = strip(condition, action === 'ALLOW' ? never : undefined) ?? always));
  return view;
}
/** Without what only HTTP has; undefined: nothing is left. `instead`: what stands there then. */
function strip(c: Condition, instead: Condition | undefined): Condition | undefined {
  switch (c.op) {
    case 'text': return HTTP_ONLY.has(c.subject.on) ? instead : c;
    case 'not': { const of = strip(c.of, instead); return of === undefined ? undefined : of === never && c.of !== never ? never : not(of); }
    case 'all': { const of = c.of.map((one) => strip(one, instead)).filter((one) => one !== undefined); return of.length === 0 && c.of.length > 0 ? undefined : all(of); }
    case 'any': { const of = c.of.map((one) => strip(one, instead)).filter((one) => one !== undefined); return of.length === 0 && c.of.length > 0 ? undefined : any(of); }
    default: return c;
  }
}

/** What a condition depends on that is not known of a request: `address of the peer`. */
export function missingIn(condition: Condition, request: SeenRequest): string {
  const found = new Set<string>();
  collect(condition, request, found);
  return `it depends on ${[...found].join(' and ') || 'something'}`;
}
function collect(c: Condition, request: SeenRequest, found: Set<string>): void {
  if (evaluate(c, request) !== undefined) return;
  switch (c.op) {
    case 'all': case 'any': for (const one of c.of) collect(one, request, found); return;
    case 'not': collect(c.of, request, found); return;
    case 'text': found.add(subjectText(c.subject)); return;
    case 'address': found.add(c.of === 'destination' ? 'the address that was dialled' : `the ${c.of}'s address`); return;
    case 'port': found.add('the port');
  }
}
