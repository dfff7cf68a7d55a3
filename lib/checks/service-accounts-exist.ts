import { KIND, namespaceOf } from '../effective';
import { templateOf } from '../effective/istio/workloads';
import { finding, type Check } from './check';
import { fields, textOf } from './parts/fields';

/** A pod with a ServiceAccount that is none is never created. */
export const serviceAccountsExist: Check = {
  code: 'MESH2060',
  title: 'workloads run with a ServiceAccount that exists',
  severity: 'error',
  equals: ['KIA1701'],
  docs: 'A pod template, or the template of a WorkloadGroup, names a ServiceAccount that is not declared. Kubernetes creates no pod of such a template; a workload outside of it gets no identity.',
  *run({ world, closed }) {
    // Where no ServiceAccount is declared at all, they are somebody else's job.
    if (!closed || world.objects.of(KIND.serviceAccount).length === 0) return;
    const missing = (namespace: string, name: string): boolean => name !== '' && name !== 'default' && !world.objects.named(KIND.serviceAccount, namespace, name);
    for (const kind of [KIND.deployment, KIND.statefulSet, KIND.daemonSet, KIND.job, KIND.cronJob, KIND.pod]) for (const object of world.objects.of(kind)) {
      const template = templateOf(object.manifest), name = textOf(template?.spec?.serviceAccountName), namespace = namespaceOf(object.manifest);
      if (missing(namespace, name)) yield finding(object, `${template!.field}.serviceAccountName`, `there is no ServiceAccount '${name}' in ${namespace}`, { help: 'declare it', equals: [] });
    }
    for (const object of world.objects.of(KIND.workloadGroup)) {
      const name = textOf(fields(fields(object.manifest.spec)?.template)?.serviceAccount), namespace = namespaceOf(object.manifest);
      if (missing(namespace, name)) yield finding(object, 'spec.template.serviceAccount', `there is no ServiceAccount '${name}' in ${namespace}`, { help: 'declare it', severity: 'warning' });
    }
  },
};
