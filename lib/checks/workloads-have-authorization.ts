import { findingAt, type Check } from './check';

/** An opinion: a mesh may let everybody in on purpose. */
export const workloadsHaveAuthorization: Check = {
  code: 'MESH2311',
  title: 'every workload with a proxy has an AuthorizationPolicy',
  severity: 'warning',
  profile: 'strict',
  equals: ['KIA1301'],
  docs: 'Without any policy a workload takes requests of everyone who reaches it. A policy of its namespace, or of the root namespace, is enough.',
  *run({ mesh, world, closed }) {
    if (!closed) return;
    for (const w of world.workloads) {
      if (w.proxy === 'none' || w.kind === 'WorkloadEntry') continue;
      const gate = w.proxy === 'sidecar' ? mesh.server(w).port(0).gate : undefined;
      if (gate && gate.authorization.length === 0 && world.hostsBefore(w).length > 0) yield findingAt(w.from, `${w.name} takes requests of everyone: no AuthorizationPolicy is for it`, { help: 'say who may call it' });
    }
  },
};
