import { KIND } from '../effective';
import { finding, type Check } from './check';
import { fields, textMap } from './parts/fields';
import { labelsText, selectedWorkloads } from './parts/selected';

/** A Gateway that no workload runs is served nowhere. */
export const gatewaySelectorsFindAGateway: Check = {
  code: 'MESH2008',
  title: 'a Gateway selects a workload that serves it',
  severity: 'error',
  equals: ['IST0101', 'KIA0302'],
  docs: `\`spec.selector\` of a Gateway chooses the pods, of any namespace, whose proxies serve it. Where it chooses none, nobody listens.

The default ingress gateway has \`istio: ingressgateway\`; one that was installed with the gateway chart has \`istio: <its release>\`.`,
  *run({ world, closed }) {
    if (!closed) return;
    for (const object of world.objects.of(KIND.gateway)) {
      const selector = textMap(fields(object.manifest.spec)?.selector);
      if (Object.keys(selector).length === 0 || selectedWorkloads(world, selector).length > 0) continue;
      yield finding(object, 'spec.selector', `no workload has the labels ${labelsText(selector)}: nobody serves this Gateway`, { help: 'give the labels of the gateway\'s pods' });
    }
  },
};
