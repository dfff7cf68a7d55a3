import { strictServersGetMutualTls } from '../../../lib/checks/strict-servers-get-mutual-tls';
import { podsWith } from '../pods';
import { peer } from '../policies';
import type { CheckSpec } from '../spec';
import { deployment, destinationRule, documents, object, service } from '../yaml';

const reviews = [service('reviews'), deployment('reviews'), deployment('web')];
const strict = (namespace = 'shop', mark = '') => peer('default', `mtls:\n  mode: STRICT${mark}`, namespace);
const input = { meshConfig: { enableAutoMtls: false } };

export const spec: CheckSpec = {
  check: strictServersGetMutualTls,
  input,
  bad: documents(...reviews, strict('shop', ' # <-')),
  good: documents(...reviews, strict(), destinationRule('mesh', 'host: "*.local"\ntrafficPolicy: { tls: { mode: ISTIO_MUTUAL } }', 'istio-system')),
  cases: [
    { title: 'for the mesh', ...input, yaml: documents(...reviews, strict('istio-system', ' # <-')), expect: [{ equals: ['KIA0401'] }] },
    { title: 'automatic mutual TLS', yaml: documents(...reviews, strict()) },
    { title: 'a headless Service with pods without a proxy', yaml: documents(object('v1', 'Service', 'db', 'clusterIP: None\nselector: { app: db }\nports: [{ name: http, port: 80 }]'), deployment('db'), podsWith('labels: { app: db, sidecar.istio.io/inject: "false" }', { name: 'db-old' }), deployment('web'), strict('shop', ' # <-')), expect: [{ message: 'some of its pods have no proxy', equals: [] }] },
  ],
};
