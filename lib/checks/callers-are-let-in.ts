import { all, describe, evaluate, not, text, type Condition, type Gate, type Provenance, type SeenRequest, type Workload } from '../effective';
import { isImpossible } from '../effective/reason';
import { findingAt, placeOf, type Check } from './check';
import { callsOf } from './parts/calls';

/** A call that is meant, and that the server refuses. */
export const callersAreLetIn: Check = {
  code: 'MESH2307',
  title: 'authorization lets those in who are to call',
  severity: 'error',
  docs: `With the first ALLOW policy for a workload everything else is denied; a policy of its namespace or of the root namespace without a rule denies all. Here a caller is locked out whatever it asks for: no rule of an ALLOW policy can hold for it, or a DENY rule always does.

Callers are those that an app declares, those that the option \`calls\` of this check lists (\`calls: [{ from: shop/web, to: reviews.shop }]\`), and gateways, for what they have routes to.`,
  *run(context) {
    const told = new Set<string>();
    for (const { from, to, servers } of callsOf(context)) for (const w of servers) {
      if (w.proxy !== 'sidecar') continue;
      const server = context.mesh.server(w);
      const refused = to.ports.filter((p) => p.protocol !== 'udp').map((p) => {
        const port = typeof p.targetPort === 'number' ? p.targetPort : w.ports.find((o) => o.name === p.targetPort)?.number ?? p.number;
        const at = server.port(port);
        return refusalOf(at.gate, from, port);
      });
      const why = refused[0];
      // One port that lets it in is enough for a call that names none.
      if (why === undefined || refused.some((r) => r === undefined)) continue;
      const key = `${from.principal} ${w.id}`;
      if (told.has(key)) continue;
      told.add(key);
      yield findingAt(why.from, `${from.name} calls ${to.name.split('.')[0]} and is denied by ${w.name}: ${why.text}`, { help: `allow principal ${from.principal}`, related: [{ ...placeOf(from.from), message: 'the caller is' }] });
    }
  },
};

/** Why a caller is locked out, whatever it asks for; undefined: it is not, or nobody can be sure. */
function refusalOf(gate: Gate, from: Workload, port: number): { readonly text: string; readonly from: Provenance } | undefined {
  const who: SeenRequest = { principal: from.principal, port };
  const policies = gate.authorization.filter((p) => !p.dryRun);
  for (const policy of policies) if (policy.action === 'DENY') for (const rule of policy.rules) if (always(rule.when, who, from)) return { text: `a rule denies ${describe(rule.when)}`, from: rule.from };
  const allows = policies.filter((p) => p.action === 'ALLOW');
  if (allows.length === 0) return undefined;
  const rules = allows.flatMap((p) => p.rules);
  if (rules.some((r) => !never(r.when, who, from))) return undefined;
  return { text: rules.length === 0 ? 'nothing is allowed' : `allowed is only ${rules.slice(0, 2).map((r) => describe(r.when)).join('; ')}${rules.length > 2 ? '; …' : ''}`, from: allows[0].from };
}
/** Most rules are decided by who asks and on which port; one about headers, which a request without any would not meet, is reasoned about. */
const always = (when: Condition, who: SeenRequest, from: Workload): boolean => (looksAtHeaders(when) ? isImpossible(all([callerCondition(from, who.port!), not(when)])) : evaluate(when, who) === true);
const never = (when: Condition, who: SeenRequest, from: Workload): boolean => (looksAtHeaders(when) ? isImpossible(all([callerCondition(from, who.port!), when])) : evaluate(when, who) === false);
function looksAtHeaders(c: Condition): boolean {
  return c.op === 'all' || c.op === 'any' ? c.of.some(looksAtHeaders) : c.op === 'not' ? looksAtHeaders(c.of) : c.op === 'text' && (c.subject.on === 'header' || c.subject.on === 'cookie');
}
function callerCondition(from: Workload, port: number): Condition {
  const is = (on: 'principal' | 'namespace' | 'serviceAccount' | 'trustDomain', value: string): Condition => text({ on }, { kind: 'exact', value });
  return all([is('principal', from.principal), is('namespace', from.namespace), is('serviceAccount', from.serviceAccount), is('trustDomain', from.principal.split('/')[0]), { op: 'port', ports: [port] }]);
}
