import { describe, evaluate, type Authorization, type Condition, type Gate, type JwtRule, type SeenRequest, type Verdict } from '../effective';
import { isPreflight, seenBytes, seenHttp, type Arrival, type Message, type ShownToken } from './message';
import type { RefusedBy, Step } from './outcome';
import { bytesView, missingIn } from './view';
import { say, type Walk } from './walk';
import { by, listText, sourceText } from './words';

/** What a proxy says to a request; undefined: it lets it pass. */
export interface Refusal { readonly kind: 'denied' | 'unknown'; readonly by: RefusedBy; readonly status?: number; readonly body?: string }

/** Where a gate stands. */
export interface At { readonly name: string; readonly http: boolean }

/** Authorizers outside of the proxy, then tokens, then DENY, then ALLOW: the order of a proxy's filters. */
export function passGate(walk: Walk, steps: Step[], gate: Gate, where: At & { readonly message: Message; readonly arrival: Arrival }): Refusal | undefined {
  const { message, arrival, http, name } = where;
  const before = http ? seenHttp(message, arrival, null) : seenBytes(message, arrival);
  const { custom, deny, allow: allows, enforced } = sortedOut(gate);
  askAuthorizers(walk, steps, custom, before, where);
  const token = http ? verified(walk, steps, gate, where) : { value: null };
  if ('status' in token) return token;
  const seen: SeenRequest = http ? { ...before, token: token.value } : before;
  const verb = (does: string): string => (walk.would ? `would ${does}` : does === 'deny' ? 'denies' : `${does}s`);
  let unsure: string | undefined;
  for (const policy of deny) {
    const { met, rule } = metBy(policy, seen, http);
    if (met === true && policy.dryRun) say(steps, 'access', () => `${name} would deny it if ${sourceText(policy.from)} were no dry run: ${describe(rule!)}`, policy.from);
    else if (met === true) {
      say(steps, 'access', () => `${name} ${verb('deny')} it${http ? ' (403)' : ''}: ${describe(rule!)}${failureText(policy)}${by(policy.from)}`, policy.from);
      return denied(http);
    } else if (met === undefined && !policy.dryRun) unsure ??= `whether ${sourceText(policy.from)} denies it: ${missingIn(rule!, seen)}`;
  }
  for (const policy of enforced.length > 0 ? enforced : allows) {
    const { met, rule } = metBy(policy, seen, http);
    if (met === undefined && !policy.dryRun) unsure ??= `whether ${sourceText(policy.from)} allows it: ${missingIn(rule!, seen)}`;
    if (met !== true) continue;
    if (unsure !== undefined) break;
    say(steps, 'access', () => `${name} allows it: ${describe(rule!)}${by(policy.from)}`, policy.from);
    return undefined;
  }
  if (unsure !== undefined) {
    walk.notKnown(unsure);
    say(steps, 'access', () => `it is not known ${unsure}`);
    return { kind: 'unknown', by: 'access' };
  }
  if (enforced.length > 0) {
    // Those without rules allow nothing, and are spoken of only where there are no others.
    const ruled = enforced.filter((p) => p.rules.length > 0), who = ruled.length > 0 ? ruled : enforced;
    say(steps, 'access', () => `${name} ${verb('deny')} it${http ? ' (403)' : ''}: ${allowedText(who)}`, who[0].from);
    return denied(http);
  }
  if (allows.length > 0) say(steps, 'access', () => `${name} would deny it if ${listText(allows.map((p) => sourceText(p.from)))} were no dry run`, allows[0].from);
  return undefined;
}
interface SortedOut { readonly custom: readonly Authorization[]; readonly deny: readonly Authorization[]; readonly allow: readonly Authorization[]; readonly enforced: readonly Authorization[] }
const sorted = new WeakMap<Gate, SortedOut>();
/** Policies by what they do. */
function sortedOut(gate: Gate): SortedOut {
  let found = sorted.get(gate);
  if (!found) {
    const of = (action: Authorization['action']): Authorization[] => gate.authorization.filter((p) => p.action === action), allow = of('ALLOW');
    sorted.set(gate, (found = { custom: of('CUSTOM').filter((p) => !p.dryRun), deny: of('DENY'), allow, enforced: allow.filter((p) => !p.dryRun) }));
  }
  return found;
}
const denied = (http: boolean): Refusal => ({ kind: 'denied', by: 'access', ...(http && { status: 403, body: 'RBAC: access denied' }) });

/** Why a policy that asks an authorizer denies instead. */
function failureText({ failed, provider }: Authorization): string {
  switch (failed) {
    case 'unknown-provider': return `, because the mesh has no authorizer ${provider}`;
    case 'several-providers': return ', because its policies name several authorizers, and a proxy asks one';
    case 'dry-run-denies': return ', because an authorizer has no dry run';
    default: return '';
  }
}

/** What is allowed, in a few words. */
function allowedText(policies: readonly Authorization[]): string {
  const rules = policies.flatMap((p) => p.rules);
  const names = listText([...new Set(policies.map((p) => sourceText(p.from)))]);
  if (rules.length === 0) return `nothing is allowed (${names})`;
  const shown = rules.slice(0, 3).map((r) => describe(r.when));
  return `allowed is only: ${shown.join('; ')}${rules.length > 3 ? `; and ${rules.length - 3} more` : ''} (${names})`;
}

/** Whether one of a policy's rules holds, and which; where that is not known, one of those it depends on. */
function metBy(policy: Authorization, seen: SeenRequest, http: boolean): { met: Verdict; rule?: Condition } {
  let unsure: Condition | undefined;
  for (const { when } of policy.rules) {
    const condition = http ? when : bytesView(when, policy.action);
    const met = evaluate(condition, seen);
    if (met === true) return { met, rule: condition };
    if (met === undefined) unsure ??= condition;
  }
  return unsure ? { met: undefined, rule: unsure } : { met: false };
}

/** What an authorizer of somebody else says is not known; it is taken to allow. */
function askAuthorizers(walk: Walk, steps: Step[], policies: readonly Authorization[], seen: SeenRequest, { name, http }: At): void {
  for (const policy of policies) {
    const { met } = metBy(policy, seen, http);
    if (met === false) continue;
    const who = policy.provider ?? 'an authorizer';
    walk.notKnown(`whether authorizer ${who} allows it${by(policy.from)}`);
    say(steps, 'access', () => `${name} ${met ? 'asks' : 'may ask'} authorizer ${who}, which is taken to allow it${by(policy.from)}`, policy.from);
  }
}

type Verified = { readonly value: SeenRequest['token'] };
/** The token as later conditions see it. A missing one passes; one of an issuer that nobody here trusts does not. */
function verified(walk: Walk, steps: Step[], gate: Gate, { message, name }: At & { readonly message: Message }): Verified | Refusal & { readonly status: number } {
  const { token } = message;
  // Browsers ask before they send a token.
  if (gate.jwt.length === 0 || isPreflight(message)) return { value: null };
  const refuse = (status: number, why: string, body: string, from = gate.jwt[0].from): Refusal & { status: number } => {
    say(steps, 'token', () => `${name} ${walk.would ? 'would refuse' : 'refuses'} the token (${status}): ${why}${by(from)}`, from);
    return { kind: 'denied', by: 'token', status, body };
  };
  if (!token) {
    const bearer = /^bearer /i.test(message.headers.authorization ?? '') && gate.jwt.some((rule) => rule.headers.some((h) => h.name.toLowerCase() === 'authorization'));
    if (!bearer) return { value: null };
    walk.notKnown('whether the token in the authorization header is valid');
    return { value: undefined };
  }
  const rules = gate.jwt.filter((rule) => rule.issuer === token.issuer);
  if (rules.length === 0) return refuse(401, `issuer ${token.issuer} is none of ${listText([...new Set(gate.jwt.map((r) => r.issuer))])}`, 'Jwt issuer is not configured');
  if (token.invalid) return refuse(401, 'it is not valid', 'Jwt verification fails', rules[0].from);
  const rule = rules.find((r) => r.audiences.length === 0 || r.audiences.some((a) => token.audiences?.includes(a)));
  if (!rule) return refuse(403, `audience is none of ${listText([...new Set(rules.flatMap((r) => r.audiences))])}`, 'Audiences in Jwt are not allowed', rules[0].from);
  say(steps, 'token', () => `${name} accepts the token of ${token.issuer}${by(rule.from)}`, rule.from);
  return { value: seenToken(token, rule) };
}

const SPACED: readonly string[] = ['permission', 'scope'];
/** What a proxy takes from a token: its own fields are claims too, and the words of some claims are single values. */
function seenToken(token: ShownToken, rule: JwtRule): NonNullable<SeenRequest['token']> {
  const claims: Record<string, unknown> = { iss: token.issuer, ...(token.subject !== undefined && { sub: token.subject }), ...(token.audiences && { aud: token.audiences }), ...token.claims };
  for (const name of rule.spacedClaims ?? SPACED) { const words = claims[name]; if (typeof words === 'string') claims[name] = words.split(' '); }
  return { issuer: token.issuer, ...(token.subject !== undefined && { subject: token.subject }), claims };
}

/** For who looks on beyond a refused token, and for conditions of routes. */
export function tokenSeen(gate: Gate, message: Message): SeenRequest['token'] {
  const { token } = message;
  const rule = token && !token.invalid ? gate.jwt.find((r) => r.issuer === token.issuer) : undefined;
  return token && rule ? seenToken(token, rule) : null;
}
