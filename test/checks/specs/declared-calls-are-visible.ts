import { declaredCallsAreVisible } from '../../../lib/checks/declared-calls-are-visible';
import type { CheckSpec } from '../spec';
import { deployment, documents, object, service } from '../yaml';

const sidecar = (host: string) => object('networking.istio.io/v1', 'Sidecar', 'default', `egress: [{ hosts: ["./*", ${host}] }]`).trim();
const input = { options: { calls: [{ from: 'shop/web', to: 'reviews.catalog' }] } };
const both = [deployment('web'), service('reviews', { namespace: 'catalog' }), deployment('reviews', { namespace: 'catalog' })];

export const spec: CheckSpec = {
  check: declaredCallsAreVisible,
  input,
  bad: documents(...both, service('other', { namespace: 'stock' }), sidecar('stock/*').replace('/v1', '/v1 # <-'), deployment('other', { namespace: 'stock' })),
  good: documents(...both, sidecar('catalog/*')),
  cases: [
    { title: 'exported to others', ...input, yaml: documents(deployment('web'), service('reviews', { namespace: 'catalog', more: ", annotations: { networking.istio.io/exportTo: '.' }" }).trim().replace('apiVersion: v1', 'apiVersion: v1 # <-'), deployment('reviews', { namespace: 'catalog' })) },
    { title: 'no calls are known', yaml: documents(...both, sidecar('"istio-system/*"')) },
  ],
};
