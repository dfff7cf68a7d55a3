import { serviceAccountsExist } from '../../../lib/checks/service-accounts-exist';
import type { CheckSpec } from '../spec';
import { deployment, documents, object } from '../yaml';

const account = (name: string) => `
apiVersion: v1
kind: ServiceAccount
metadata: { name: ${name}, namespace: shop }`;

export const spec: CheckSpec = {
  check: serviceAccountsExist,
  bad: documents(account('web'), object('apps/v1', 'Deployment', 'web', `
selector: { matchLabels: { app: web } }
template:
  metadata: { labels: { app: web } }
  spec:
    serviceAccountName: wbe # <-
    containers: [{ name: app, image: app }]`)),
  good: documents(account('web'), object('apps/v1', 'Deployment', 'web', `
selector: { matchLabels: { app: web } }
template:
  metadata: { labels: { app: web } }
  spec:
    serviceAccountName: web
    containers: [{ name: app, image: app }]`)),
  cases: [
    { title: 'a WorkloadGroup', yaml: documents(account('web'), object('networking.istio.io/v1', 'WorkloadGroup', 'vm', 'metadata: { labels: { app: vm } }\ntemplate:\n  serviceAccount: vm # <-')), expect: [{ severity: 'warning', equals: ['KIA1701'] }] },
    { title: 'none is declared at all: they are somebody else\'s', yaml: documents(deployment('web', { account: 'web' })) },
  ],
};
