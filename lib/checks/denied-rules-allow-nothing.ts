import { isImpossible } from '../effective/reason';
import { all, KIND, not, type AuthorizationRule, type Provenance, type SourceObject } from '../effective';
import { policiesOn } from '../effective/istio/policies-on';
import { findingAt, placeOf, type Check } from './check';
import { keyOf } from './clients-and-servers-agree-on-tls';
import { fields } from './parts/fields';

/** DENY comes first. */
export const deniedRulesAllowNothing: Check = {
  code: 'MESH2352',
  title: 'what one policy allows another does not deny as a whole',
  severity: 'warning',
  docs: 'A request that a DENY policy of the workload meets is refused, whatever else allows it. Here a DENY rule holds whenever the ALLOW rule does: the ALLOW rule lets nobody in.',
  *run({ mesh, world }) {
    const asked = new Set<string>();
    for (const w of world.workloads) {
      if (w.proxy !== 'sidecar' || !policiesOn(world, KIND.authorizationPolicy, w).some(mayDeny)) continue;
      const policies = mesh.server(w).port(0).gate.authorization.filter((p) => !p.dryRun);
      const denied = policies.filter((p) => p.action === 'DENY').flatMap((p) => p.rules).slice(0, MOST);
      if (denied.length === 0) continue;
      for (const rule of policies.filter((p) => p.action === 'ALLOW').flatMap((p) => p.rules).slice(0, MOST)) {
        const by = denied.find((d) => { const key = pair(rule, d); if (asked.has(key)) return false; asked.add(key); return rule.when.op !== 'never' && isImpossible(all([rule.when, not(d.when)])); });
        if (by) yield findingAt(rule.from, 'all that this rule allows is denied by another policy', { help: 'take it out, or narrow what is denied', related: [{ ...placeOf(by.from), message: 'it is denied' }] });
      }
    }
  },
};
/** One that denies, or that asks somebody, which denies where nobody can be asked. Told before rules are read: most policies allow. */
const mayDeny = ({ manifest }: SourceObject): boolean => { const action: unknown = fields(manifest.spec)?.action; return action === 'DENY' || action === 'CUSTOM'; };
/** More rules of one workload than these are not compared. */
const MOST = 64;
const pair = (a: AuthorizationRule, b: AuthorizationRule): string => `${key(a.from)} ${key(b.from)}`;
const key = (from: Provenance): string => keyOf(from);
