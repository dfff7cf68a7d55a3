import type { Workload } from '../effective';
import { finding, type Check } from './check';
import { principalUses } from './parts/principals';

/** Whom a rule lets in by identity, others are too. */
export const principalsAreOfOneWorkload: Check = {
  code: 'MESH2320',
  title: 'an identity that a rule names belongs to one application',
  severity: 'info',
  docs: 'An identity is that of a ServiceAccount. Where several applications run with the same one, a rule that names it means all of them: they cannot be told apart. `default` is what all pods of a namespace have that say nothing: a warning.',
  *run({ world }) {
    const users = new Map<string, Map<string, Workload>>();
    for (const w of world.workloads) {
      if (w.proxy === 'none') continue;
      const key = `${w.namespace}/${w.serviceAccount}`, app = w.labels.app ?? w.labels['app.kubernetes.io/name'] ?? w.labels['service.istio.io/canonical-name'] ?? w.name;
      let apps = users.get(key);
      if (!apps) users.set(key, (apps = new Map<string, Workload>()));
      if (!apps.has(app)) apps.set(app, w);
    }
    for (const p of principalUses(world)) {
      const found = users.get(`${p.namespace}/${p.serviceAccount}`);
      if (found === undefined || found.size < 2) continue;
      const apps = [...found.keys()];
      yield finding(p.object, p.field, `${apps.slice(0, 3).join(', ')}${apps.length > 3 ? ` and ${apps.length - 3} more` : ''} share this identity: the rule means all of them`, { ...(p.serviceAccount === 'default' && { severity: 'warning' as const }), help: 'give each a ServiceAccount of its own' });
    }
  },
};
