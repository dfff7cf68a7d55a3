import { principalsAreOfOneWorkload } from '../../../lib/checks/principals-are-of-one-workload';
import { allow } from '../policies';
import type { CheckSpec } from '../spec';
import { deployment, documents } from '../yaml';

const policy = (mark = '') => allow('reviews', `selector: { matchLabels: { app: reviews } }\nrules:\n- from:\n  - source:\n      principals:\n      - cluster.local/ns/shop/sa/front${mark}`);
const reviews = deployment('reviews', { account: 'reviews' });

export const spec: CheckSpec = {
  check: principalsAreOfOneWorkload,
  bad: documents(reviews, deployment('web', { account: 'front' }), deployment('cart', { account: 'front' }), policy(' # <-')),
  good: documents(reviews, deployment('web', { account: 'front' }), deployment('cart', { account: 'cart' }), policy()),
  cases: [
    { title: 'versions of one application', yaml: documents(reviews, deployment('web', { account: 'front', version: 'v1' }), deployment('web', { account: 'front', version: 'v2' }), policy()) },
    { title: 'the account of those that say nothing', yaml: documents(reviews, deployment('web'), deployment('cart'), policy(' # <-').replace('sa/front', 'sa/default')), expect: [{ severity: 'warning' }] },
  ],
};
