import { probesGetThrough } from '../../../lib/checks/probes-get-through';
import { podsWith } from '../pods';
import { peer } from '../policies';
import type { CheckSpec } from '../spec';
import { documents } from '../yaml';

const probed = (annotations: string, mark = '') => podsWith(annotations, { spec: `containers:\n- name: app\n  image: app\n  ports: [{ name: http, containerPort: 8080 }]\n  readinessProbe:\n    httpGet:${mark}\n      path: /ready\n      port: http` });
const strict = peer('default', 'mtls: { mode: STRICT }'), off = 'sidecar.istio.io/rewriteAppHTTPProbers: "false"';

export const spec: CheckSpec = {
  check: probesGetThrough,
  bad: documents(strict, probed(`annotations: { ${off} }`, ' # <-')),
  good: documents(strict, probed('')),
  cases: [{ title: 'PERMISSIVE, and a port that passes the proxy by', yaml: documents(probed(`annotations: { ${off} }`), strict.replace('namespace: shop', 'namespace: other'), probed(`annotations: { ${off}, traffic.sidecar.istio.io/excludeInboundPorts: "8080" }`).replace('namespace: shop', 'namespace: other')) }],
};
