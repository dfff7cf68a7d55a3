import { always, any, not } from '../effective';
import { covered, exampleOf } from '../effective/reason';
import { finding, type Check } from './check';
import { boundTo } from './parts/client-namespaces';
import { knownHosts } from './parts/known-hosts';
import { ruleLists } from './parts/route-rules';

/** A request that no rule is for gets 404, even though the Service would have answered it. */
export const meshRulesHaveADefault: Check = {
  code: 'MESH2106',
  title: 'rules for a service leave no request without an answer',
  severity: 'warning',
  docs: `Once a host has HTTP rules in a VirtualService, requests that none of them is for get 404 from the client's proxy: they do not go to the Service as they did before. A rule without \`match\` at the end sends the rest where it went.

Only rules that hold in the mesh are looked at: at a gateway, not to serve the rest is usually what is meant.`,
  *run({ world }) {
    const hosts = knownHosts(world);
    for (const { object, protocol, rules, hosts: names } of ruleLists(world)) {
      if (protocol !== 'http' || rules.length === 0 || !boundTo(world, object).includes('mesh') || !names.some((n) => hosts.find(n).length > 0)) continue;
      const own = rules.filter((r) => r.scope.port === undefined && r.scope.labels === undefined && r.scope.namespace === undefined && (!r.scope.gateways || r.scope.gateways.includes('mesh')));
      // Rules for some sources or ports only: what the others get is another story.
      if (own.length < rules.filter((r) => !r.scope.gateways || r.scope.gateways.includes('mesh')).length || own.length === 0 || own.some((r) => r.when.op === 'always')) continue;
      const conditions = own.map((r) => r.when);
      if (covered(always, conditions) !== false) continue;
      const example = exampleOf(not(any(conditions)));
      yield finding(object, 'spec.http', `requests for '${names[0]}' that none of these rules is for get 404${example?.target ? `, as ${example.method} ${example.target}` : ''}`, { help: 'add a rule without match at the end: - route: [{ destination: { host: … } }]' });
    }
  },
};
