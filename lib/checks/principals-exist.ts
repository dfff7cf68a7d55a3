import { finding, type Check } from './check';
import { nearestName } from './parts/known-hosts';
import { principalUses, serviceAccounts } from './parts/principals';

/** A rule that speaks of an identity that nobody has. */
export const principalsExist: Check = {
  code: 'MESH2012',
  title: 'identities that authorization speaks of are somebody\'s',
  severity: 'error',
  equals: ['KIA0106'],
  docs: 'A principal is `<trust domain>/ns/<namespace>/sa/<service account>`. No workload of the inventory runs with this ServiceAccount and none is declared: a rule that allows it locks out whoever was meant, one that denies it lets them through.',
  *run({ world, closed }) {
    if (!closed) return;
    const known = serviceAccounts(world), own = new Set([world.settings.trustDomain, ...world.settings.aliases, 'cluster.local']);
    for (const p of principalUses(world)) {
      if (p.trustDomain === undefined || !own.has(p.trustDomain) || known.has(`${p.namespace}/${p.serviceAccount}`)) continue;
      const near = nearestName(`${p.namespace}/${p.serviceAccount}`, known) ?? [...known].find((k) => k.endsWith(`/${p.serviceAccount}`) && p.serviceAccount !== 'default');
      yield finding(p.object, p.field, `there is no ServiceAccount '${p.serviceAccount}' in ${p.namespace}, and nobody runs with it`, { help: near === undefined ? 'name the ServiceAccount of the caller\'s pods' : `did you mean '${p.trustDomain}/ns/${near.replace('/', '/sa/')}'?` });
    }
  },
};
