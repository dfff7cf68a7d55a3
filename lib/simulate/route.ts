import { describe, evaluate, type Forward, type Rule, type SeenRequest, type VirtualHost } from '../effective';
import { forward, type ProxySender } from './forward';
import type { Message } from './message';
import type { Step } from './outcome';
import { locationOf } from './rewrite';
import { missingIn } from './view';
import { end, say, type End, type Walk } from './walk';
import { by } from './words';

/** What is done with a request: the first rule of its virtual host that holds. `undefined`: it goes out past the mesh's knowledge. */
export function route(walk: Walk, steps: Step[], sender: ProxySender, vhost: VirtualHost, what: { readonly message: Message; readonly seen: SeenRequest }): End[] | undefined {
  const { message, seen } = what;
  if (vhost.requireTls && message.scheme === 'http') {
    say(steps, 'route', () => `${sender.name} sends plain requests to HTTPS${by(vhost.requireTls)}`, vhost.requireTls);
    return [end('redirected', steps, { status: 301, location: `https://${message.authority}${message.target}` })];
  }
  for (const rule of vhost.rules) {
    const met = evaluate(rule.when, seen);
    if (met === false) continue;
    if (met === undefined) {
      const why = `whether the rule for ${describe(rule.when)} holds${by(rule.from)}: ${missingIn(rule.when, seen)}`;
      walk.notKnown(why);
      say(steps, 'route', () => `it is not known ${why}`, rule.from);
      return [end('unknown', steps)];
    }
    return apply(walk, steps, sender, rule, message);
  }
  say(steps, 'route', () => `no rule of ${sender.name} for ${message.authority} takes ${message.method} ${message.target}${by(vhost.from)}`, vhost.from);
  return [end('no route', steps, { status: 404, refusedBy: 'route' })];
}

function apply(walk: Walk, steps: Step[], sender: ProxySender, rule: Rule, message: Message): End[] | undefined {
  const { action } = rule;
  const called = `rule${rule.name === undefined ? '' : ` ${rule.name}`} for ${describe(rule.when)}`;
  switch (action.kind) {
    case 'passthrough': return undefined;
    case 'redirect': {
      const location = locationOf(message, action);
      say(steps, 'route', () => `${called}: go to ${location} (${action.status})${by(rule.from)}`, rule.from);
      return [end('redirected', steps, { status: action.status, location, ...withResponse(rule) })];
    }
    case 'respond': {
      say(steps, 'route', () => `${called}: ${sender.name} answers ${action.status} by itself${by(rule.from)}`, rule.from);
      return [end('answered', steps, { status: action.status, ...(action.body !== undefined && { body: action.body }), ...withResponse(rule) })];
    }
    case 'forward': {
      say(steps, 'route', () => `${called}${changesText(rule as Rule & { action: Forward })}${by(rule.from)}`, rule.from);
      return forward(walk, steps, sender, rule as Rule & { action: Forward }, message);
    }
  }
}
const withResponse = (rule: Rule): Partial<End> => (rule.responseHeaders ? { responseHeaders: [rule.responseHeaders] } : {});

function changesText({ action: { rewrite } }: Rule & { readonly action: Forward }): string {
  if (!rewrite) return '';
  const { authority, path, prefix, regex } = rewrite.value;
  const what = path !== undefined ? `the path to ${path}` : prefix ? `prefix ${prefix.match} to ${prefix.by}` : regex ? `/${regex.match}/ to ${regex.by}` : undefined;
  return `, rewrites ${[what, authority === undefined ? undefined : `the host to ${authority}`].filter((x) => x !== undefined).join(' and ')}`;
}
