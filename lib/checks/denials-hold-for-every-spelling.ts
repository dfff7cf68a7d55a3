import { finding, type Check } from './check';
import { writtenPolicies } from './parts/authorization-rules';
import { fields, textOf } from './parts/fields';

/** The same thing, written in another way, passes. */
export const denialsHoldForEverySpelling: Check = {
  code: 'MESH2313',
  title: 'what is denied by path or host is denied in every spelling',
  severity: 'warning',
  docs: `A rule compares what the request says. With \`pathNormalization: NONE\` a path like \`/a/../admin\` passes a rule against \`/admin\` and means it nevertheless; with what Istio does otherwise, \`//admin\` does where the application reads it as one slash (told to those who ask for the
profile \`strict\`; MERGE_SLASHES mends it). A host may come with a port: \`shop.example.com:80\` passes a rule against \`shop.example.com\`.

It is said of DENY rules by \`paths\` and \`hosts\`, and of ALLOW rules by \`notPaths\` and \`notHosts\`.`,
  *run({ world }) {
    const normalization = textOf(fields(world.settings.config.pathNormalization)?.normalization);
    for (const policy of writtenPolicies(world)) for (const { values } of policy.rules) for (const list of values) {
      const path = policy.action === 'DENY' ? 'paths' : policy.action === 'ALLOW' ? 'notPaths' : '', host = policy.action === 'DENY' ? 'hosts' : policy.action === 'ALLOW' ? 'notHosts' : '';
      if (list.key === path && normalization === 'NONE' && list.values.some((v) => v !== '*' && !v.startsWith('*'))) yield finding(policy.object, list.field, 'paths are compared as they come: /x/../ and %2e pass this rule', { help: 'set pathNormalization: { normalization: MERGE_SLASHES } for the mesh' });
      if (list.key !== host) continue;
      const open = list.values.findIndex((v) => v !== '*' && !v.endsWith('*') && !/:\d+$/.test(v) && !list.values.includes(`${v}:*`) && !list.values.includes(`${v}*`));
      if (open >= 0) yield finding(policy.object, `${list.field}[${open}]`, `${list.values[open]} with a port in the Host header passes this rule`, { help: `add '${list.values[open]}:*'` });
    }
  },
};
