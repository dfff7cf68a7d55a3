import { applicationsLeaveTheProxysPorts } from '../../../lib/checks/applications-leave-the-proxys-ports';
import { podsWith } from '../pods';
import type { CheckSpec } from '../spec';
import { documents } from '../yaml';

const listening = (port: string, metadata = '') => podsWith(metadata, { spec: `containers:\n- name: app\n  image: app\n  ports:\n  - containerPort: ${port}` });

export const spec: CheckSpec = {
  check: applicationsLeaveTheProxysPorts,
  bad: documents(listening('15021 # <-')),
  good: documents(listening('8080')),
  cases: [{ title: 'no proxy, no conflict', yaml: documents(listening('15021', 'labels: { app: web, sidecar.istio.io/inject: "false" }')) }],
};
