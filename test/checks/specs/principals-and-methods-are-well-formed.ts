import { principalsAndMethodsAreWellFormed } from '../../../lib/checks/principals-and-methods-are-well-formed';
import { allow } from '../policies';
import type { CheckSpec } from '../spec';
import { deployment, documents } from '../yaml';

const policy = (principal: string) => allow('web', `rules:\n- from:\n  - source:\n      principals:\n      - ${principal}`);

export const spec: CheckSpec = {
  check: principalsAndMethodsAreWellFormed,
  bad: documents(deployment('web'), policy('spiffe://cluster.local/ns/shop/sa/default # <-')),
  good: documents(deployment('web'), policy('cluster.local/ns/shop/sa/default')),
  cases: [
    { title: 'methods in small letters, and of gRPC', yaml: documents(deployment('web'), allow('web', 'rules:\n- to:\n  - operation:\n      methods:\n      - get # <-\n      - /shop.Cart/Add # <-\n      - PATCH\n      - P*\n      - "*"\n      - PROPFIND')) },
    { title: 'patterns', yaml: documents(deployment('web'), allow('web', 'rules: [{ from: [{ source: { principals: ["*/ns/shop/sa/web", "cluster.local/ns/shop/*", "*"] } }] }]')) },
    { title: 'a ServiceAccount alone', yaml: documents(deployment('web'), policy('web # <-')) },
  ],
};
