import { admission, from, gateway, listener, port, prefix, service, workload, type World } from './security-model';

const http = [port('http', 9080)];
const get = { methods: ['GET'] as const };
/** Istio's sample application: a page that calls two services, one of which calls a third. */
export const bookinfo: World = {
  workloads: ['details', 'productpage', 'ratings', 'reviews'].map((n) => workload(n)),
  services: ['details', 'productpage', 'ratings', 'reviews'].map((n) => service(n, http)),
  gateways: [gateway('public', [listener('http', 80)])],
  admissions: {
    'shop/details': [admission(from('productpage'), { ...get, paths: [prefix('/details')] })],
    'shop/productpage': [admission({ kind: 'gateway', id: 'shop/public' }, { paths: [prefix('/productpage'), prefix('/static')] })],
    'shop/ratings': [admission(from('reviews'), { ...get, paths: [prefix('/ratings')] }), admission({ kind: 'anyone' }, { ...get, paths: [prefix('/ratings')] })],
    'shop/reviews': [admission(from('productpage'), { ...get, paths: [prefix('/reviews')] })],
  },
  reach: {
    'shop/productpage': { services: [service('details', http), service('ratings', http), service('reviews', http)] },
    'shop/reviews': { services: [service('ratings', http)] },
  },
  mtls: { 'shop/ratings': { mode: 'PERMISSIVE' } },
};
