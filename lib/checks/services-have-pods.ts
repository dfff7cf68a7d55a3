import { KIND, namespaceOf } from '../effective';
import { finding, type Check } from './check';
import { selectedWorkloads, labelsText } from './parts/selected';
import { fields, textMap } from './parts/fields';

/** Nobody answers there. */
export const servicesHavePods: Check = {
  code: 'MESH2450',
  title: 'the selector of a Service finds pods',
  severity: 'warning',
  docs: 'A Service whose selector no pod of its namespace meets has no endpoints: requests to it end with 503. Only a closed inventory says so; pods that are made by others than the workloads of the input are not known here.',
  *run({ world, closed }) {
    if (!closed) return;
    for (const object of world.objects.of(KIND.service)) {
      const selector = textMap(fields(object.manifest.spec)?.selector), namespace = namespaceOf(object.manifest);
      if (Object.keys(selector).length === 0 || selectedWorkloads(world, selector, namespace).length > 0) continue;
      const elsewhere = selectedWorkloads(world, selector)[0];
      yield finding(object, 'spec.selector', `no pod of ${namespace} has the labels ${labelsText(selector)}: ${object.manifest.metadata.name} has no endpoints`, { help: elsewhere ? `${elsewhere.name} of ${elsewhere.namespace} has them: put the Service there` : 'give labels of the pod template' });
    }
  },
};
