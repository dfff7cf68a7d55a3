import { startAndEndSuitTheProxy } from '../../../lib/checks/start-and-end-suit-the-proxy';
import type { CheckSpec } from '../spec';
import { documents, object } from '../yaml';

const migrate = (native: string, kind = 'Job', init = '') => object('batch/v1', kind, 'migrate', `
template:
  metadata: { annotations: { sidecar.istio.io/nativeSidecar: "${native}" } }
  spec:${native === 'false' && kind === 'Job' ? ' # <-' : ''}
    restartPolicy: Never
    containers: [{ name: migrate, image: migrate }]${init}`);

export const spec: CheckSpec = {
  check: startAndEndSuitTheProxy,
  bad: documents(migrate('false')),
  good: documents(migrate('true')),
  cases: [
    { title: 'init containers, but those that the proxy is not asked about', yaml: documents(migrate('false', 'Job', `
    initContainers:
    - { name: fetch, image: fetch } # <-
    - { name: early, image: early, securityContext: { runAsUser: 1337 } }
    - { name: beside, image: beside, restartPolicy: Always }`)) },
    { title: 'where nothing is said of native sidecars', yaml: documents(migrate('')) },
    { title: 'where the option says that there are none', options: { nativeSidecars: false }, yaml: documents(migrate('')), expect: [{ message: 'does not end' }] },
    {
      title: 'where the control plane says so', yaml: documents(migrate(''), `
apiVersion: apps/v1
kind: Deployment
metadata: { name: istiod, namespace: istio-system, labels: { app: istiod } }
spec:
  selector: { matchLabels: { app: istiod } }
  template:
    metadata: { labels: { app: istiod } }
    spec: { containers: [{ name: discovery, image: pilot, env: [{ name: ENABLE_NATIVE_SIDECARS, value: "false" }] }] }`), expect: [{ message: 'does not end' }],
    },
    { title: 'pods without a proxy', options: { nativeSidecars: false }, yaml: documents(object('batch/v1', 'Job', 'migrate', 'template: { metadata: { labels: { sidecar.istio.io/inject: "false" } }, spec: { restartPolicy: Never, containers: [{ name: a, image: a }] } }')) },
  ],
};
