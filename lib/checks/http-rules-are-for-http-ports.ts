import { isHttp, type Workload } from '../effective';
import { finding, type Check, type CheckContext, type CheckFinding } from './check';
import { isAboutHttp, writtenPolicies, type WrittenPolicy } from './parts/authorization-rules';

/** On another port there are no requests to look at. */
export const httpRulesAreForHttpPorts: Check = {
  code: 'MESH2308',
  title: 'rules about requests are for ports that speak HTTP',
  severity: 'error',
  docs: `Methods, paths, hosts, headers and tokens are known on HTTP ports only. On another port a rule of an ALLOW policy with one of them never holds: whom it was to let in stays out. In a DENY policy the condition is *left out* there: the rule denies every connection that its other conditions hold for.

Limit the rule to the HTTP ports: \`to: [{ operation: { ports: ["8080"], … } }]\`, or declare the port's protocol. Ports whose protocol nobody says are left alone.`,
  *run(context) {
    for (const policy of writtenPolicies(context.world)) {
      if (policy.action !== 'ALLOW' && policy.action !== 'DENY') continue;
      for (const rule of policy.rules) yield* judge(context, policy, rule);
    }
  },
};

function* judge(context: CheckContext, policy: WrittenPolicy, { ports: only, values }: WrittenPolicy['rules'][number]): Iterable<CheckFinding> {
  const about = values.find(isAboutHttp);
  if (!about) return;
  let dead: { readonly w: Workload; readonly port: number; readonly protocol: string } | undefined, alive = false;
  for (const w of policy.workloads) {
    if (w.proxy !== 'sidecar') { alive = true; continue; }
    const server = context.mesh.server(w), ports = only ? only.map((p) => server.port(p.number)) : server.ports;
    const bytes = ports.filter((p) => !isHttp(p.protocol) && p.protocol !== 'auto');
    if (bytes.length < ports.length || ports.length === 0) alive = true;
    if (bytes.length > 0) dead ??= { w, port: bytes[0].number, protocol: bytes[0].protocol };
  }
  if (!dead) return;
  if (policy.action === 'DENY') yield finding(policy.object, about.field, `port ${dead.port} of ${dead.w.name} speaks ${dead.protocol}, not HTTP: there this rule denies every connection that its other conditions hold for`, { help: 'limit the rule to the HTTP ports: to.operation.ports' });
  else if (!alive) yield finding(policy.object, about.field, `port ${dead.port} of ${dead.w.name} speaks ${dead.protocol}, not HTTP: this rule never holds, and allows nobody`, { help: 'leave out what is about requests, or declare the port as HTTP' });
}
