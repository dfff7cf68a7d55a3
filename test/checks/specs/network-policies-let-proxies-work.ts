import { networkPoliciesLetProxiesWork } from '../../../lib/checks/network-policies-let-proxies-work';
import type { CheckSpec } from '../spec';
import { deployment, documents, object } from '../yaml';

const policy = (egress: string, name = 'egress', more = 'policyTypes: [Egress]') => object('networking.k8s.io/v1', 'NetworkPolicy', name, `
podSelector: { matchLabels: { app: web } }
${more}
${egress}`);
const toShop = '{ to: [{ podSelector: {} }] }', toIstiod = '{ to: [{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: istio-system } } }], ports: [{ port: 15012, protocol: TCP }] }';

export const spec: CheckSpec = {
  check: networkPoliciesLetProxiesWork,
  bad: documents(deployment('web'), policy(`egress: # <-\n- ${toShop}`)),
  good: documents(deployment('web'), policy(`egress:\n- ${toShop}\n- ${toIstiod}`)),
  cases: [
    { title: 'another policy allows it', yaml: documents(deployment('web'), policy(`egress: [${toShop}]`), policy(`egress: [${toIstiod}]`, 'istiod')) },
    { title: 'all, by ports, by a range of ports, by address', yaml: documents(deployment('web'), ...['{}', '{ ports: [{ port: 15000, endPort: 15100 }] }', '{ to: [{ ipBlock: { cidr: 0.0.0.0/0 } }] }'].map((rule, i) => policy(`egress: [${rule}]`, `p${i}`))) },
    { title: 'another port of it', yaml: documents(deployment('web'), policy('egress: # <-\n- { to: [{ namespaceSelector: {} }], ports: [{ port: 443 }] }')) },
    { title: 'ingress only, pods without a proxy, an open inventory', inventory: 'open', yaml: documents(deployment('web'), policy(`egress: [${toShop}]`), policy('ingress: []', 'in', 'policyTypes: [Ingress]')) },
    { title: 'what limits ingress limits nothing of that', yaml: documents(deployment('web'), policy('ingress: [{ from: [{ podSelector: {} }] }]', 'in', 'policyTypes: [Ingress]')) },
  ],
};
