import { sidecarHostsExist } from '../../../lib/checks/sidecar-hosts-exist';
import type { CheckSpec } from '../spec';
import { deployment, documents, object, service, virtualService } from '../yaml';

export const spec: CheckSpec = {
  check: sidecarHostsExist,
  bad: documents(service('reviews'), deployment('web'), object('networking.istio.io/v1', 'Sidecar', 'default', `
egress:
- hosts:
  - ./review.shop.svc.cluster.local # <-
  - istio-system/*`)),
  good: documents(service('reviews'), deployment('web'), object('networking.istio.io/v1', 'Sidecar', 'default', `
egress:
- hosts:
  - ./reviews.shop.svc.cluster.local
  - istio-system/*`)),
  cases: [
    { title: 'wildcards, hosts of VirtualServices, and a host of another namespace', yaml: documents(service('reviews'), virtualService('v', 'hosts: [virtual.example.com]\nhttp: [{ redirect: { uri: / } }]'), object('networking.istio.io/v1', 'Sidecar', 'x', `
egress:
- hosts:
  - '*/*'
  - '~/*'
  - '*/*.shop.svc.cluster.local'
  - '*/virtual.example.com'
  - shop/*.svc.cluster.local
  - front/*.shop.svc.cluster.local # <-
  - front/reviews.shop.svc.cluster.local # <-`)) },
    { title: 'what is of the cluster itself is in no inventory', yaml: documents(object('networking.istio.io/v1', 'Sidecar', 'x', 'egress: [{ hosts: [kube-system/kube-dns.kube-system.svc.cluster.local, istio-system/istiod.istio-system.svc.cluster.local] }]')) },
    { title: 'an open inventory', inventory: 'open', yaml: documents(object('networking.istio.io/v1', 'Sidecar', 'x', 'egress: [{ hosts: [./gone.shop.svc.cluster.local] }]')) },
  ],
};
