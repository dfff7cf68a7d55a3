import { probesNameDeclaredPorts } from '../../../lib/checks/probes-name-declared-ports';
import { podsWith } from '../pods';
import type { CheckSpec } from '../spec';
import { documents } from '../yaml';

const probing = (port: string) => podsWith('', { spec: `containers:\n- name: app\n  image: app\n  ports: [{ name: http, containerPort: 8080 }]\n  readinessProbe:\n    httpGet:\n      path: /ready\n      port: ${port}` });

export const spec: CheckSpec = {
  check: probesNameDeclaredPorts,
  bad: documents(probing('web # <-')),
  good: documents(probing('http')),
  cases: [{ title: 'numbers need no declaration', yaml: documents(probing('9000'), probing('"9000"').replace('name: web, namespace', 'name: b, namespace')) }],
};
