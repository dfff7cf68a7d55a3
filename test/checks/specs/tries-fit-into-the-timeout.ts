import { triesFitIntoTheTimeout } from '../../../lib/checks/tries-fit-into-the-timeout';
import type { CheckSpec } from '../spec';
import { deployment, documents, service, virtualService } from '../yaml';

const rules = (...http: string[]) => documents(service('reviews'), virtualService('reviews', `hosts: [reviews]\nhttp:\n${http.map((h, i) => `${h}\n  match: [{ uri: { exact: /${i} } }]\n  route: [{ destination: { host: reviews } }]`).join('\n')}`));

export const spec: CheckSpec = {
  check: triesFitIntoTheTimeout,
  bad: documents(service('reviews'), deployment('reviews'), virtualService('reviews', `
hosts: [reviews]
http:
- timeout: 2s # <-
  retries: { attempts: 3, perTryTimeout: 5s, retryOn: 5xx }
  route: [{ destination: { host: reviews } }]`)),
  good: documents(service('reviews'), deployment('reviews'), virtualService('reviews', `
hosts: [reviews]
http:
- timeout: 20s
  retries: { attempts: 3, perTryTimeout: 5s, retryOn: 5xx }
  route: [{ destination: { host: reviews } }]`)),
  cases: [
    { title: 'equal: a warning', yaml: rules('- timeout: 2s\n  retries: { attempts: 3, perTryTimeout: 2000ms }'), expect: [{ severity: 'warning' }] },
    { title: 'no timeout, no tries, no time for one', yaml: rules('- retries: { attempts: 3, perTryTimeout: 5s }', '- timeout: 2s\n  retries: { attempts: 0 }', '- timeout: 2s\n  retries: { attempts: 2 }') },
    { title: 'a delegate that inherits the timeout', yaml: documents(service('reviews'), virtualService('root', 'hosts: [reviews]\nhttp:\n- timeout: 1s\n  delegate: { name: part }'), virtualService('part', 'http:\n- retries: { attempts: 1, perTryTimeout: 2s } # <-\n  route: [{ destination: { host: reviews } }]')) },
  ],
};
