import { namespacesSayWhetherPodsGetProxies } from '../../../lib/checks/namespaces-say-whether-pods-get-proxies';
import { namespaceWith, podsWith } from '../pods';
import type { CheckSpec } from '../spec';
import { deployment, documents } from '../yaml';

export const spec: CheckSpec = {
  check: namespacesSayWhetherPodsGetProxies,
  bad: documents(namespaceWith('shop').replace('name: shop', 'name: shop # <-'), deployment('web')),
  good: documents(namespaceWith('shop', 'istio-injection: enabled'), deployment('web')),
  cases: [
    { title: 'disabled, by revision, ambient', yaml: documents(namespaceWith('shop', 'istio-injection: disabled'), namespaceWith('a', 'istio.io/rev: canary'), namespaceWith('b', 'istio.io/dataplane-mode: ambient'), deployment('web'), deployment('web', { namespace: 'a' }), deployment('web', { namespace: 'b' })) },
    { title: 'no pods, pods that speak for themselves, the control plane', yaml: documents(namespaceWith('empty'), namespaceWith('shop'), namespaceWith('istio-system'), podsWith('labels: { app: web, sidecar.istio.io/inject: "false" }'), deployment('istiod', { namespace: 'istio-system' })) },
    {
      title: 'an injector that takes all', yaml: documents(namespaceWith('shop'), deployment('web'), `
apiVersion: v1
kind: ConfigMap
metadata: { name: istio-sidecar-injector, namespace: istio-system }
data: { values: '{"sidecarInjectorWebhook":{"enableNamespacesByDefault":true}}' }`), expect: [{ message: 'because the injector takes all', equals: ['IST0148'] }],
    },
  ],
};
