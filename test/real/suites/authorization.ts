import * as fc from 'fast-check';
import type { AuthorizationPolicyRule } from '../../../lib/manifests/types';
import { denyRules } from '../../../lib/targets/istio/authorization-policy-rules';
import { anyRule, on, sources, universe } from '../../targets/istio/authorization-cases';
import { inBlock, matches, type Seen } from '../../targets/istio/authorization-evaluator';
import type { Suite } from '../suite';

/** Envoy's role-based access control, as istiod writes it: one key says what a node is. */
type Node = Readonly<Record<string, any>>;

function permits(n: Node, seen: Seen): boolean {
  if (n.any) return true;
  if (n.and_rules) return n.and_rules.rules.every((r: Node) => permits(r, seen));
  if (n.or_rules) return n.or_rules.rules.some((r: Node) => permits(r, seen));
  if (n.not_rule) return !permits(n.not_rule, seen);
  if (n.destination_port !== undefined) return n.destination_port === seen.port;
  if (n.header) return text(n.header.string_match, seen.method!);
  if (n.url_path) return text(n.url_path.path, seen.path!);
  throw new Error(`permission ${JSON.stringify(n)}`);
}
function isPrincipal(n: Node, seen: Seen): boolean {
  if (n.any) return true;
  if (n.and_ids) return n.and_ids.ids.every((i: Node) => isPrincipal(i, seen));
  if (n.or_ids) return n.or_ids.ids.some((i: Node) => isPrincipal(i, seen));
  if (n.not_id) return !isPrincipal(n.not_id, seen);
  if (n.authenticated) return seen.identity !== undefined && text(n.authenticated.principal_name, `spiffe://${seen.identity}`);
  if (n.direct_remote_ip) return inBlock(seen.address, `${n.direct_remote_ip.address_prefix}/${n.direct_remote_ip.prefix_len}`);
  if (n.metadata) {
    const claim = seen.claims?.[n.metadata.path[1].key];
    return claim !== undefined && value(n.metadata.value, claim);
  }
  throw new Error(`principal ${JSON.stringify(n)}`);
}
function value(n: Node, claim: string | readonly string[]): boolean {
  if (n.or_match) return n.or_match.value_matchers.some((m: Node) => value(m, claim));
  if (n.list_match) return typeof claim !== 'string' && claim.some((c) => value(n.list_match.one_of, c));
  return typeof claim === 'string' && text(n.string_match, claim);
}
function text(n: Node, s: string): boolean {
  if (n.exact !== undefined) return s === n.exact;
  if (n.prefix !== undefined) return s.startsWith(n.prefix);
  if (n.safe_regex) return new RegExp(`^(?:${n.safe_regex.regex})$`).test(s);
  throw new Error(`string ${JSON.stringify(n)}`);
}

const world = (rules: readonly AuthorizationPolicyRule[], action: 'ALLOW' | 'DENY'): string => [
  { apiVersion: 'v1', kind: 'Service', metadata: { name: 'web', namespace: 'shop' }, spec: { selector: { app: 'web' }, ports: [['web', 8080, 'http'], ['rpc', 7070, 'grpc'], ['db', 5432, 'tcp']].map(([name, port, appProtocol]) => ({ name, port, targetPort: port, appProtocol })) } },
  { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web-1', namespace: 'shop', labels: { app: 'web', 'security.istio.io/tlsMode': 'istio' } }, spec: { serviceAccountName: 'web', containers: [{ name: 'a', image: 'b' }] }, status: { podIP: '10.9.0.5', phase: 'Running' } },
  { apiVersion: 'security.istio.io/v1', kind: 'PeerAuthentication', metadata: { name: 'default', namespace: 'shop' }, spec: { mtls: { mode: 'STRICT' } } },
  { apiVersion: 'security.istio.io/v1', kind: 'AuthorizationPolicy', metadata: { name: 'web.guard', namespace: 'shop' }, spec: { action, rules, selector: { matchLabels: { app: 'web' } } } },
].map((o) => JSON.stringify(o)).join('\n---\n');

/** What istiod makes of the policies, port by port, against the evaluator of the unit tests, for every request there is. */
export const authorization: Suite = {
  name: 'authorization',
  title: 'istiod\'s access control decides as the policies were meant',
  async run(context) {
    const { seed } = context, numRuns = context.full ? 150 : 25;
    let decisions = 0;
    for (const [i, access] of fc.sample(fc.record({ deny: fc.array(anyRule, { maxLength: 2 }), require: fc.array(anyRule, { maxLength: 2 }) }), { numRuns, seed }).entries()) {
      const rules = denyRules(access, on, sources);
      if (rules.length === 0) continue;
      for (const action of ['DENY', 'ALLOW'] as const) {
        const [config] = await context.oracle().config(`${action} ${i}`, world(rules, action), [{ id: 'web-1', namespace: 'shop', ip: '10.9.0.5', labels: { app: 'web' }, serviceAccount: 'web' }]);
        const problems: string[] = [];
        for (const port of [8080, 7070, 5432]) {
          const policies = policiesOf((config as Node).listeners, port);
          for (const seen of universe) {
            if (seen.port !== port) continue;
            decisions++;
            const decided = policies.some((p) => p.permissions.some((n: Node) => permits(n, seen)) && p.principals.some((n: Node) => isPrincipal(n, seen)));
            const expected = rules.some((r) => matches(r, seen, action));
            if (decided !== expected && problems.length < 3) problems.push(`istiod ${decided}, evaluator ${expected}: ${JSON.stringify(seen)} under ${JSON.stringify(rules)}`);
          }
        }
        context.check(`${action} ${i}`, problems);
      }
    }
    context.figure('decisions compared', decisions);
  },
};

/** Enforced policies of a port's filter chain, whether it speaks HTTP or not. */
function policiesOf(listeners: readonly Node[], port: number): readonly Node[] {
  const chains = listeners.flatMap((l) => (l.filter_chains ?? []) as Node[]).filter((c) => c.filter_chain_match?.destination_port === port);
  if (chains.length !== 1) throw new Error(`${chains.length} filter chains for port ${port}`);
  const filters = (chains[0].filters as Node[]).flatMap((f) => [f, ...((f.typed_config?.http_filters ?? []) as Node[])]);
  return filters.filter((f) => /rbac/.test(f.name)).flatMap((f) => Object.values((f.typed_config.rules?.policies ?? {}) as Record<string, Node>));
}
