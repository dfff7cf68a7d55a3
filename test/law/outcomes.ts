import { evaluate, type Provenance, type SeenRequest } from '../../lib/effective';
import type { Fault, HeaderChange, Rule, Share } from '../../lib/effective/mesh';
import type { Message } from '../../lib/simulate/message';
import { changedHeaders, locationOf, rewritten } from '../../lib/simulate/rewrite';

/** Objects as one text, without what they come from. */
export const plain = (value: unknown): string => JSON.stringify(sorted(value));
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const out: Record<string, unknown> = {};
  for (const key of Object.keys(value).sort()) { const v = (value as Record<string, unknown>)[key]; if (v !== undefined && !(key === 'from' && typeof v === 'object')) out[key] = sorted(v); }
  return out;
}
export const place = (p: Provenance | undefined): string => (!p ? 'nobody' : p.object ? `${p.object.kind} ${p.object.namespace}/${p.object.name}${p.field ? ` ${p.field}` : ''}` : p.path ?? p.default ?? 'nobody');

/** The rule that holds for a request. */
export const decides = (rules: readonly Rule[], request: SeenRequest): Rule | undefined => rules.find((r) => evaluate(r.when, request) === true);

const statics = new WeakMap<Rule, string>();
/** All of a rule's action that is the same for every request, shares and rewrites apart. */
function staticPart(rule: Rule): string {
  let text = statics.get(rule);
  if (text === undefined) statics.set(rule, (text = plain({ ...actionOf(rule), cors: rule.cors && { ...rule.cors.value, allowOrigins: rule.cors.value.allowOrigins } })));
  return text;
}
function actionOf({ action }: Rule): object {
  if (action.kind === 'forward') {
    const { avoidPrevious: _avoid, remoteLocalities: _remote, ...retries } = action.retries.value;
    return { kind: 'forward', timeout: action.timeout.value, retries: { ...retries, on: conditionsOf(retries.on) }, fault: faultOf(action.fault?.value), mirrors: byTarget(action.mirrors.map((m) => ({ to: m.to, part: m.percent }))).map(([to, part]) => [to, Math.round(part * 1000) / 1000]) };
  }
  return action.kind === 'respond' ? { ...action, body: action.body === '' ? undefined : action.body } : { kind: action.kind };
}
/** Status codes are conditions, whether or not a word says that they are. */
const conditionsOf = (on: readonly string[]): readonly string[] => on.filter((c) => c !== 'retriable-status-codes' || !on.some((o) => /^\d+$/.test(o))).sort();
/** Of none of the requests is no fault. */
const faultOf = (f: Fault | undefined): Fault | undefined => {
  const delay = f?.delay && f.delay.percent > 0 ? f.delay : undefined, abort = f?.abort && f.abort.percent > 0 ? f.abort : undefined;
  return delay || abort ? { ...(delay && { delay }), ...(abort && { abort }) } : undefined;
};

/** Parts of the whole, by where they go. */
function byTarget(parts: readonly { readonly to: Share['to']; readonly part: number }[]): [string, number][] {
  const out = new Map<string, number>();
  for (const { to, part } of parts) { const key = plain(to); out.set(key, (out.get(key) ?? 0) + part); }
  return [...out].sort(([a], [b]) => (a < b ? -1 : 1));
}
export function sharesOf(to: readonly Share[]): [string, number][] {
  const total = to.reduce((sum, s) => sum + s.weight, 0);
  return byTarget(to.map((s) => ({ to: s.to, part: to.length === 1 ? 100 : total === 0 ? 0 : (s.weight * 100) / total })));
}
/** Weights are whole percents: what a nested split multiplies out to is rounded. */
export const sharesAgree = (a: readonly [string, number][], b: readonly [string, number][]): boolean => a.length === b.length && a.every(([to, part], i) => to === b[i][0] && Math.abs(part - b[i][1]) < 1);

const changedNames = (rule: Rule): readonly string[] => {
  const shares = rule.action.kind === 'forward' ? rule.action.to : [];
  return [rule.requestHeaders, ...shares.map((s) => s.requestHeaders)].flatMap((c) => (c ? [...Object.keys(c.set), ...Object.keys(c.add), ...c.remove] : [])).map((n) => n.toLowerCase()).filter((n) => n !== 'host' && n !== ':authority');
};
/** What is sent on, share by share; headers that a change names are there already. */
function sent(rule: Rule, request: SeenRequest, names: readonly string[]): string {
  const { action } = rule;
  const headers = { ...request.headers, ...Object.fromEntries(names.map((n) => [n, 'old'])) }, message = { method: request.method, target: request.target, authority: request.authority, scheme: 'http', headers } as unknown as Message;
  if (action.kind === 'redirect') return `${action.status} ${locationOf(message, action).replace(/^(http:\/\/[^/]*):80(?=\/|$)|^(https:\/\/[^/]*):443(?=\/|$)/, '$1$2')}`;   // ports that go without saying
  if (action.kind !== 'forward') return '';
  const forms = new Set(action.to.map((s) => { const m = rewritten({ ...message, authority: message.authority }, action.rewrite?.value, s.requestHeaders, rule.requestHeaders); return plain([m.target, s.authority ?? m.authority, m.headers]); }));
  return [...forms].sort().join();
}
const answered = (change: HeaderChange | undefined, names: readonly string[]): string => plain(changedHeaders(Object.fromEntries(names.map((n) => [n, 'old'])), change ?? { set: {}, add: {}, remove: [] }));
const answerNames = (rule: Rule): readonly string[] => (rule.responseHeaders ? [...Object.keys(rule.responseHeaders.set), ...Object.keys(rule.responseHeaders.add), ...rule.responseHeaders.remove].map((n) => n.toLowerCase()) : []);
const answerOf = (rule: Rule, names: readonly string[]): string => answered(rule.responseHeaders, names) + (rule.action.kind === 'forward' ? [...new Set(rule.action.to.map((s) => answered(s.responseHeaders, names)))].sort().join() : '');

/** In what two rules treat a request differently; undefined: in nothing. */
export function disagreement(a: Rule | undefined, b: Rule | undefined, request: SeenRequest): readonly [string, string] | undefined {
  if (a === undefined || b === undefined) return a === b ? undefined : [a ? a.action.kind : 'no rule (404)', b ? b.action.kind : 'no rule (404)'];
  if (staticPart(a) !== staticPart(b)) return [staticPart(a), staticPart(b)];
  if (a.action.kind === 'forward' && b.action.kind === 'forward') {
    const [x, y] = [sharesOf(a.action.to), sharesOf(b.action.to)];
    if (!sharesAgree(x, y)) return [plain(x), plain(y)];
  }
  const names = [...changedNames(a), ...changedNames(b)], [x, y] = [sent(a, request, names), sent(b, request, names)];
  if (x !== y) return [x, y];
  const answers = [...answerNames(a), ...answerNames(b)];
  if (answers.length > 0) { const [p, q] = [answerOf(a, answers), answerOf(b, answers)]; if (p !== q) return [p, q]; }
  return undefined;
}
