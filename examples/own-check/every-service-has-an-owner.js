'use strict';
// A check of your own: named after the sentence that must hold, with a code that is yours.
// The same object is registered in an app with `MeshChecks.of(app).add(everyServiceHasAnOwner)`.

/** @type {import('cdk8s-mesh').Check} */
exports.everyServiceHasAnOwner = {
  code: 'SHOP001',
  title: 'every service names the team that owns it',
  severity: 'warning',
  docs: 'Who is woken at night is read from the label `owner`.',
  *run({ world, options }) {
    const label = options.label ?? 'owner';
    for (const service of world.objects.of('Service')) {
      const labels = service.manifest.metadata.labels ?? {};
      if (labels[label]) continue;
      yield { ...service.place('metadata'), message: `${service.manifest.metadata.name} has no label '${label}'`, help: `add metadata.labels.${label}: <team>` };
    }
  },
};
