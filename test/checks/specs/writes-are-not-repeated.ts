import { writesAreNotRepeated } from '../../../lib/checks/writes-are-not-repeated';
import type { CheckSpec } from '../spec';
import { deployment, documents, service, virtualService } from '../yaml';

const orders = (rule: string) => documents(service('orders'), virtualService('orders', `hosts: [orders]\nhttp:\n${rule}\n  route: [{ destination: { host: orders } }]`));

export const spec: CheckSpec = {
  check: writesAreNotRepeated,
  bad: documents(service('orders'), deployment('orders'), virtualService('orders', `
hosts: [orders]
http:
- match: [{ method: { exact: POST }, uri: { prefix: /orders } }] # <-
  retries: { attempts: 3, retryOn: 5xx }
  route: [{ destination: { host: orders } }]
- route: [{ destination: { host: orders } }]`)),
  good: documents(service('orders'), deployment('orders'), virtualService('orders', `
hosts: [orders]
http:
- match: [{ method: { exact: POST }, uri: { prefix: /orders } }]
  retries: { attempts: 3, retryOn: 'connect-failure,refused-stream' }
  route: [{ destination: { host: orders } }]
- route: [{ destination: { host: orders } }]`)),
  cases: [
    { title: 'Istio\'s default tries again too', yaml: orders('- match: [{ method: { regex: POST } }, { method: { exact: PATCH } }]'), expect: [{ severity: 'info', message: 'by default' }] },
    { title: 'retries that are off, in the route or in the mesh config', meshConfig: { defaultHttpRetryPolicy: { attempts: 0 } }, yaml: orders('- match: [{ method: { exact: POST } }]') },
    { title: 'rules for more than writes', yaml: orders('- match: [{ method: { exact: POST } }, { method: { exact: GET } }]\n  retries: { attempts: 3, retryOn: 5xx }') },
  ],
};
