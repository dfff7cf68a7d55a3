import { applicationsAreNotTheProxysUser } from '../../../lib/checks/applications-are-not-the-proxys-user';
import { podsWith } from '../pods';
import type { CheckSpec } from '../spec';
import { documents, ingress } from '../yaml';

const running = (user: string, more = '') => podsWith('', { spec: `${more}containers:\n- name: app\n  image: app\n  securityContext:\n    runAsUser: ${user}` });

export const spec: CheckSpec = {
  check: applicationsAreNotTheProxysUser,
  bad: documents(running('1337 # <-')),
  good: documents(running('1000')),
  cases: [
    { title: 'the pod as a whole', yaml: documents(podsWith('', { spec: 'securityContext:\n  runAsUser: 1337 # <-\ncontainers: [{ name: app, image: app }]' })) },
    { title: 'a container that says another, the proxy itself, gateways', yaml: documents(running('1000', 'securityContext: { runAsUser: 1337 }\n'), podsWith('', { name: 'b', spec: 'containers: [{ name: app, image: app }, { name: istio-proxy, image: proxyv2, securityContext: { runAsUser: 1337 } }]' }), ingress().replace('spec: { containers', 'spec: { securityContext: { runAsUser: 1337 }, containers')) },
  ],
};
