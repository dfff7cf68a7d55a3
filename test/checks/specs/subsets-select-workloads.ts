import { subsetsSelectWorkloads } from '../../../lib/checks/subsets-select-workloads';
import type { CheckSpec } from '../spec';
import { deployment, destinationRule, documents, object, service, virtualService } from '../yaml';

export const spec: CheckSpec = {
  check: subsetsSelectWorkloads,
  bad: documents(service('reviews'), deployment('reviews', { version: 'v1' }), destinationRule('reviews', `
host: reviews
subsets:
- name: v1
  labels: { version: v1 }
- name: v2
  labels: { version: v2 } # <-`), virtualService('reviews', `
hosts: [reviews]
http:
- route: [{ destination: { host: reviews, subset: v2 } }]`)),
  good: documents(service('reviews'), deployment('reviews', { version: 'v1' }), deployment('reviews', { version: 'v2' }), destinationRule('reviews', `
host: reviews
subsets:
- name: v1
  labels: { version: v1 }
- name: v2
  labels: { version: v2 }`), virtualService('reviews', `
hosts: [reviews]
http:
- route: [{ destination: { host: reviews, subset: v2 } }]`)),
  cases: [
    { title: 'no route names it: information', yaml: documents(service('reviews'), deployment('reviews'), destinationRule('reviews', 'host: reviews\nsubsets: [{ name: v2, labels: { version: v2 } }] # <-')), expect: [{ severity: 'info' }] },
    { title: 'its share is 0: a warning', yaml: documents(service('reviews'), deployment('reviews', { version: 'v1' }), destinationRule('reviews', 'host: reviews\nsubsets: [{ name: v1, labels: { version: v1 } }, { name: v2, labels: { version: v2 } }]'), virtualService('reviews', 'hosts: [reviews]\nhttp:\n- route: [{ destination: { host: reviews, subset: v1 }, weight: 100 }, { destination: { host: reviews, subset: v2 }, weight: 0 }]')), expect: [{ severity: 'warning' }] },
    { title: 'pods of another Service have the label', yaml: documents(service('reviews'), deployment('reviews', { version: 'v1' }), deployment('ratings', { version: 'v2' }), destinationRule('reviews', 'host: reviews\nsubsets:\n- name: v2\n  labels: { version: v2 } # <-')) },
    { title: 'labels that the cluster adds are not known', yaml: documents(service('reviews'), deployment('reviews'), destinationRule('reviews', 'host: reviews\nsubsets: [{ name: west, labels: { topology.kubernetes.io/region: west } }, { name: one, labels: { pod-template-hash: a1 } }]')) },
    { title: 'an open inventory may have them elsewhere', inventory: 'open', yaml: documents(service('reviews'), destinationRule('reviews', 'host: reviews\nsubsets: [{ name: v2, labels: { version: v2 } }]')) },
    { title: 'endpoints and WorkloadEntries of a ServiceEntry', yaml: documents(
      object('networking.istio.io/v1', 'ServiceEntry', 'db', 'hosts: [db.example.com]\nports: [{ number: 80, name: http, protocol: HTTP }]\nresolution: STATIC\nendpoints: [{ address: 10.0.0.1, labels: { version: v1 } }]'),
      destinationRule('db', 'host: db.example.com\nsubsets:\n- { name: v1, labels: { version: v1 } }\n- name: v2\n  labels: { version: v2 } # <-')) },
    { title: 'a Service without selector has endpoints of its own', yaml: documents('apiVersion: v1\nkind: Service\nmetadata: { name: db, namespace: shop }\nspec: { ports: [{ port: 80 }] }', destinationRule('db', 'host: db\nsubsets: [{ name: v1, labels: { version: v1 } }]')) },
  ],
};
