import { finding, type Check } from './check';
import { writtenPolicies } from './parts/authorization-rules';

/** It is compared as it is written, and never equal. */
export const principalsAndMethodsAreWellFormed: Check = {
  code: 'MESH2312',
  title: 'identities and methods in authorization are written as requests have them',
  severity: 'error',
  equals: ['KIA0102'],
  docs: 'A principal is `<trust domain>/ns/<namespace>/sa/<service account>`, without `spiffe://`; a star may stand at one end. A method is in capitals; gRPC requests are `POST`, and what is called stands in `paths`.',
  *run({ world }) {
    for (const policy of writtenPolicies(world)) for (const { values } of policy.rules) for (const list of values) for (const [i, value] of list.values.entries()) {
      if (/^(principals|notPrincipals|source\.principal)$/.test(list.key)) {
        const problem = principalProblem(value);
        if (problem) yield finding(policy.object, `${list.field}[${i}]`, `'${value}' is no principal: ${problem.why}`, { help: problem.help, equals: [] });
      } else if (/^(methods|notMethods|request\.method)$/.test(list.key) && !/^(\*|\*?[A-Z-]+\*?)$/.test(value)) {
        yield finding(policy.object, `${list.field}[${i}]`, `no request has the method '${value}'`, { severity: 'warning', help: value.startsWith('/') ? 'write it in paths: gRPC requests are POST' : `write ${value.toUpperCase()}` });
      }
    }
  },
};
function principalProblem(value: string): { readonly why: string; readonly help: string } | undefined {
  if (value.startsWith('spiffe://')) return { why: 'it is compared without spiffe://', help: `write ${value.slice('spiffe://'.length)}` };
  if (value.includes('*') || /^[^/]+\/ns\/[^/]+\/sa\/[^/]+$/.test(value)) return undefined;
  return { why: 'it is not <trust domain>/ns/<namespace>/sa/<service account>', help: 'write cluster.local/ns/<namespace>/sa/<service account>' };
}
