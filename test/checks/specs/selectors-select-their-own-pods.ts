import { selectorsSelectTheirOwnPods } from '../../../lib/checks/selectors-select-their-own-pods';
import type { CheckSpec } from '../spec';
import { documents, object } from '../yaml';

const web = (selector: string, kind = 'Deployment', api = 'apps/v1') => object(api, kind, 'web', `
selector: ${selector}
template: { metadata: { labels: { app: web } }, spec: { containers: [{ name: app, image: app }] } }`);

export const spec: CheckSpec = {
  check: selectorsSelectTheirOwnPods,
  bad: documents(web('{ matchLabels: { app: wbe } } # <-')),
  good: documents(web('{ matchLabels: { app: web } }')),
  cases: [
    { title: 'by expressions', yaml: documents(web('{ matchExpressions: [{ key: app, operator: In, values: [web, shop] }] }'), web('{ matchExpressions: [{ key: app, operator: NotIn, values: [web] }] } # <-', 'DaemonSet')) },
    { title: 'a Job has none of its own', yaml: documents(web('{ matchLabels: { job: x } }', 'Job', 'batch/v1')) },
  ],
};
