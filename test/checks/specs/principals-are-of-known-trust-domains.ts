import { principalsAreOfKnownTrustDomains } from '../../../lib/checks/principals-are-of-known-trust-domains';
import type { CheckSpec } from '../spec';
import { deployment, documents, object } from '../yaml';

export const spec: CheckSpec = {
  check: principalsAreOfKnownTrustDomains,
  bad: documents(deployment('reviews'), object('security.istio.io/v1', 'AuthorizationPolicy', 'reviews', `
rules:
- from:
  - source:
      principals:
      - clusterlocal/ns/shop/sa/default # <-`)),
  good: documents(deployment('reviews'), object('security.istio.io/v1', 'AuthorizationPolicy', 'reviews', `
rules:
- from:
  - source:
      principals:
      - cluster.local/ns/shop/sa/default`)),
  cases: [
    { title: 'a mesh with a trust domain of its own', meshConfig: { trustDomain: 'corp' }, yaml: documents(object('security.istio.io/v1', 'AuthorizationPolicy', 'x', 'rules:\n- from: [{ source: { principals: [corp/ns/a/sa/b, cluster.local/ns/a/sa/b] } }]')) },
    { title: 'aliases, and those that an option names', meshConfig: { trustDomainAliases: ['old.org'] }, options: { trustDomains: ['partner.org'] }, yaml: documents(object('security.istio.io/v1', 'AuthorizationPolicy', 'x', "rules:\n- from:\n  - source: { principals: [old.org/ns/a/sa/b, partner.org/ns/a/sa/b, '*', '*/ns/a/sa/b'] }\n  - source: { principals: [new.org/ns/a/sa/b] } # <-")) },
  ],
};
