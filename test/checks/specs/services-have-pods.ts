import { servicesHavePods } from '../../../lib/checks/services-have-pods';
import type { CheckSpec } from '../spec';
import { deployment, documents, object } from '../yaml';

const web = (selector: string) => object('v1', 'Service', 'web', `${selector}\nports: [{ name: http, port: 80 }]`);

export const spec: CheckSpec = {
  check: servicesHavePods,
  bad: documents(deployment('web'), web('selector: { app: wbe } # <-')),
  good: documents(deployment('web'), web('selector: { app: web }')),
  cases: [
    { title: 'no selector, and an open inventory', inventory: 'open', yaml: documents(web('selector: { app: wbe }'), web('').replace('name: web', 'name: own')) },
    { title: 'no selector', yaml: documents(web('')) },
    { title: 'in another namespace', yaml: documents(deployment('web', { namespace: 'other' }), web('selector: { app: web } # <-')), expect: [{ message: 'web of other has them' }] },
  ],
};
