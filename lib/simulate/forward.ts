import type { Destination, Forward, Provenance, Rule, Target } from '../effective';
import { preflight } from './cors';
import { deliver } from './deliver';
import type { Message } from './message';
import type { Step } from './outcome';
import { rewritten, sharesOf } from './rewrite';
import { type Hop, timesOut, worstCase } from './timing';
import { end, say, type End, type Sender, type Walk } from './walk';
import { by, listText, millis, percent, targetText } from './words';

/** A sender whose proxy has rules and clusters of its own. */
export interface ProxySender extends Sender {
  destination(target: Target): Destination | undefined;
}

/** A rule that sends on: faults, then shares, each with its own headers; mirrors besides. */
export function forward(walk: Walk, steps: Step[], sender: ProxySender, rule: Rule & { readonly action: Forward }, message: Message): End[] {
  const { action } = rule;
  const { delay, abort } = action.fault?.value ?? {};
  const from = action.fault?.from;
  if (delay && delay.percent > 0) {
    walk.faults.push({ percent: delay.percent, delay: delay.by });
    say(steps, 'fault', () => `${percent(delay.percent)} of the requests wait ${millis(delay.by)}${by(from)}`, from);
  }
  const ends: End[] = [];
  if (abort && abort.percent > 0) {
    walk.faults.push({ percent: abort.percent, ...(abort.status !== undefined && { status: abort.status }), ...(abort.grpcStatus !== undefined && { grpcStatus: abort.grpcStatus }) });
    const own = abort.percent >= 100 ? steps : [...steps];
    say(own, 'fault', () => `${percent(abort.percent)} of the requests are answered ${abort.status ?? `with gRPC status ${abort.grpcStatus}`} by ${sender.name}${by(from)}`, from);
    ends.push(end('denied', own, { share: Math.min(abort.percent, 100), refusedBy: 'fault', ...(abort.status !== undefined ? { status: abort.status } : { status: 200 }) }));
    if (abort.percent >= 100) return ends;
  }
  const answered = rule.cors && preflight(steps, rule.cors, sender.name, message);
  if (answered) { answered.share = 100 - (abort?.percent ?? 0); return [...ends, answered]; }
  const passed = 1 - (abort?.percent ?? 0) / 100;
  const hop = openHop(walk, { delay: delay?.by ?? 0, delayed: (delay?.percent ?? 0) >= 100, timeout: action.timeout.value, retries: action.retries.value });
  for (const mirror of action.mirrors) {
    const to = sender.destination(mirror.to);
    walk.mirrors.push({ target: mirror.to, percent: mirror.percent, workloads: to?.workloads().map((w) => w.id) ?? [] });
    say(steps, 'route', () => `a copy of ${percent(mirror.percent)} goes to ${targetText(mirror.to, sender.namespace)}${by(mirror.from)}`, mirror.from);
  }
  const sent = sendShares(walk, steps, sender, action, (share) => withAuthority(rewritten(message, action.rewrite?.value, share.requestHeaders, rule.requestHeaders), share.authority));
  hop.close();
  for (const e of sent) {
    e.share *= passed;
    if (rule.responseHeaders) e.responseHeaders = [...e.responseHeaders, rule.responseHeaders];
  }
  return ends.length === 0 ? sent : [...ends, ...sent];
}

const withAuthority = (m: Message, authority: string | undefined): Message => (authority === undefined ? m : { ...m, authority });

/** A rule for connections: shares, and nothing else. */
export function forwardBytes(walk: Walk, steps: Step[], sender: ProxySender, rule: { readonly to: Forward['to'] }, message: Message): End[] {
  return sendShares(walk, steps, sender, rule, () => message);
}

type ShareOf = Forward['to'][number] & { readonly percent: number };
function sendShares(walk: Walk, steps: Step[], sender: ProxySender, action: Pick<Forward, 'to'>, messageFor: (share: ShareOf) => Message): End[] {
  const shares = sharesOf(action), ends: End[] = [];
  if (shares.length === 0) {
    say(steps, 'route', () => 'all weights are 0: it goes nowhere', action.to[0]?.from);
    return [end('unreachable', steps, { status: 503 })];
  }
  if (shares.length > 1) say(steps, 'route', () => `it is split: ${listText(shares.map((s) => `${percent(s.percent)} to ${targetText(s.to, sender.namespace)}`))}${by(shares[0].from)}`, shares[0].from);
  for (const share of shares) {
    const sent = sendTo(walk, shares.length === 1 ? steps : [...steps], sender, share.to, { message: messageFor(share), from: share.from });
    for (const e of sent) {
      e.share = (e.share * share.percent) / 100;
      if (share.responseHeaders) e.responseHeaders = [...e.responseHeaders, share.responseHeaders];
    }
    if (shares.length === 1) return sent;
    ends.push(...sent);
  }
  return ends;
}

/** A message to one target of a proxy. */
export function sendTo(walk: Walk, steps: Step[], sender: ProxySender, target: Target, { message, from }: { readonly message: Message; readonly from: Provenance }): End[] {
  const destination = sender.destination(target);
  if (!destination) {
    say(steps, 'destination', () => `${sender.name} has nothing to reach ${targetText(target, sender.namespace)} on port ${target.port} by${by(from)}`, from);
    return [end('unreachable', steps, { ...(message.http && !message.sealed && { status: 503 }), target })];
  }
  return deliver(walk, steps, sender, { target, host: destination.host, port: destination.port, workloads: destination.workloads(), destination }, message);
}

/** What a hop adds to the time of the whole: hops that are met before it is closed are inside of it. */
function openHop(walk: Walk, own: Omit<Hop, 'inner'>): { close(): void } {
  const at = walk.hops.length;
  return { close() { const inner = walk.hops.splice(at); walk.hops.push({ ...own, inner }); } };
}
/** Times of a whole request. */
export function timesOf(walk: Walk): { readonly worstCase?: number; readonly timesOut: boolean } {
  if (walk.hops.length === 0) return { timesOut: false };
  const all = walk.hops.map(worstCase);
  return { timesOut: walk.hops.some(timesOut), ...(!all.includes(undefined) && { worstCase: Math.max(...all as number[]) }) };
}
