import { targetPortsAreOpen } from '../../../lib/checks/target-ports-are-open';
import { podsWith } from '../pods';
import type { CheckSpec } from '../spec';
import { deployment, documents, object } from '../yaml';

const web = (port: string) => object('v1', 'Service', 'web', `selector: { app: web }\nports:\n- name: http\n  port: 80\n${port}`);
const pods = podsWith('', { spec: 'containers: [{ name: app, image: app, ports: [{ name: http, containerPort: 8080 }, { name: admin, containerPort: 9000 }] }]' });

export const spec: CheckSpec = {
  check: targetPortsAreOpen,
  bad: documents(pods, web('  targetPort: htpp # <-')),
  good: documents(pods, web('  targetPort: http')),
  cases: [
    { title: 'a number that is none of those that are declared', yaml: documents(pods, web('  targetPort: 8081 # <-')), expect: [{ severity: 'warning', message: 'http, admin' }] },
    { title: 'no targetPort', yaml: documents(pods, web('').replace(/port: 80\s*$/, 'port: 80 # <-')) },
    { title: 'containers that declare nothing, and the numbers of others', yaml: documents(podsWith(''), web('  targetPort: 8080'), deployment('other')) },
    { title: 'one of two workloads has it not', yaml: documents(pods, pods.replace('name: web, namespace', 'name: web-2, namespace').replace('name: http,', 'name: web,'), web('  targetPort: http # <-')) },
  ],
};
