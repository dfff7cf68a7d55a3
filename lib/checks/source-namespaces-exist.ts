import { KIND } from '../effective';
import { finding, type Check } from './check';
import { nearestName } from './parts/known-hosts';
import { entries, fields } from './parts/fields';

/** A rule that lets in, or keeps out, the callers of a namespace that is not there. */
export const sourceNamespacesExist: Check = {
  code: 'MESH2055',
  title: 'namespaces that authorization speaks of exist',
  severity: 'warning',
  equals: ['IST0101', 'KIA0101'],
  docs: 'A pattern in `namespaces` or `notNamespaces` of an AuthorizationPolicy meets no namespace. In a rule that allows, whoever was meant is locked out; in one that denies, they get through. `*` at one end stands for any text.',
  *run({ world, closed }) {
    if (!closed) return;
    for (const object of world.objects.of(KIND.authorizationPolicy)) for (const [rule, r] of entries(fields(object.manifest.spec)?.rules)) for (const [from, f] of entries(rule.from)) {
      const source = fields(from.source);
      for (const list of ['namespaces', 'notNamespaces']) {
        const patterns: unknown = source?.[list];
        if (!Array.isArray(patterns)) continue;
        for (const [i, pattern] of patterns.entries()) {
          if (typeof pattern !== 'string' || [...world.namespaces].some((n) => matches(pattern, n))) continue;
          const near = nearestName(pattern, world.namespaces);
          yield finding(object, `spec.rules[${r}].from[${f}].source.${list}[${i}]`, `there is no namespace '${pattern}'`, { help: near === undefined ? 'declare the namespace, or remove it' : `did you mean '${near}'?` });
        }
      }
    }
  },
};
const matches = (pattern: string, name: string): boolean => (pattern === '*' || pattern === name || (pattern.startsWith('*') && name.endsWith(pattern.slice(1))) || (pattern.endsWith('*') && name.startsWith(pattern.slice(0, -1))));
