import { podSecurityAdmitsProxies } from '../../../lib/checks/pod-security-admits-proxies';
import { namespaceWith } from '../pods';
import type { CheckSpec } from '../spec';
import { deployment, documents, object } from '../yaml';

const istiod = `
apiVersion: apps/v1
kind: Deployment
metadata: { name: istiod, namespace: istio-system, labels: { app: istiod } }
spec: { selector: { matchLabels: { app: istiod } }, template: { metadata: { labels: { app: istiod } }, spec: { containers: [{ name: discovery, image: pilot }] } } }`;
const cni = object('apps/v1', 'DaemonSet', 'istio-cni-node', 'selector: { matchLabels: { app: cni } }\ntemplate: { metadata: { labels: { app: cni } }, spec: { containers: [{ name: install-cni, image: cni }] } }', 'istio-system');
const shop = (mark = '') => namespaceWith('shop', 'istio-injection: enabled', `pod-security.kubernetes.io/enforce: restricted${mark}`);

export const spec: CheckSpec = {
  check: podSecurityAdmitsProxies,
  bad: documents(istiod, shop(' # <-'), deployment('web')),
  good: documents(istiod, cni, shop(), deployment('web')),
  cases: [
    { title: 'an input that does not say how Istio is installed, and one that is told', yaml: documents(shop(), deployment('web')) },
    { title: 'told by the option', options: { cni: false }, yaml: documents(shop(' # <-'), deployment('web')) },
    { title: 'privileged, and no proxies', options: { cni: false }, yaml: documents(namespaceWith('shop', 'istio-injection: disabled', 'pod-security.kubernetes.io/enforce: restricted'), deployment('web'), namespaceWith('b', 'istio-injection: enabled', 'pod-security.kubernetes.io/enforce: privileged'), deployment('web', { namespace: 'b' })) },
  ],
};
