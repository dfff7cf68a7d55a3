import { objectsAreAccepted } from '../../../lib/checks/objects-are-accepted';
import type { CheckSpec } from '../spec';
import { documents, object, service, deployment, virtualService } from '../yaml';

const redirect = (more: string) => virtualService('reviews', `
hosts: [reviews]
http:
- ${more}
  route: [{ destination: { host: reviews } }]`);

export const spec: CheckSpec = {
  check: objectsAreAccepted,
  bad: documents(service('reviews'), deployment('reviews'), redirect('redirect: { uri: /new }').replace('route: [', 'route: # <-\n      [')),
  good: documents(service('reviews'), deployment('reviews'), redirect('timeout: 2s')),
  cases: [
    { title: 'a field that is none', yaml: documents(object('networking.istio.io/v1', 'DestinationRule', 'a', 'host: reviews\ntrafficPolicy:\n  loadBalancer: { simple: FASTEST } # <-')), expect: [{ message: 'FASTEST', equals: [] }] },
    { title: 'what an app has written is judged by its compiler', declared: () => ({ model: {} as never, resolved: {} as never }), yaml: documents(object('networking.istio.io/v1', 'DestinationRule', 'a', 'host: ""')) },
  ],
};
