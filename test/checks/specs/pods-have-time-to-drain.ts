import { podsHaveTimeToDrain } from '../../../lib/checks/pods-have-time-to-drain';
import { podsWith } from '../pods';
import type { CheckSpec } from '../spec';
import { documents } from '../yaml';

const sleeping = (seconds: number, grace = '') => podsWith('', { spec: `${grace}containers:\n- name: app\n  image: app\n  lifecycle:\n    preStop: { exec: { command: [sleep, "${seconds}"] } }` });

export const spec: CheckSpec = {
  check: podsHaveTimeToDrain,
  bad: documents(sleeping(15, 'terminationGracePeriodSeconds: 10 # <-\n')),
  good: documents(sleeping(15, 'terminationGracePeriodSeconds: 30\n')),
  cases: [
    { title: 'the 30 seconds of Kubernetes', yaml: documents(sleeping(30).replace('preStop: {', 'preStop: # <-\n              {'), sleeping(25).replace('name: web', 'name: other')) },
    { title: 'a proxy that drains for long', yaml: documents(podsWith('annotations: { proxy.istio.io/config: "terminationDrainDuration: 60s" }', { spec: 'terminationGracePeriodSeconds: 45 # <-\ncontainers: [{ name: app, image: app }]' })) },
    { title: 'the drain of the mesh', meshConfig: { defaultConfig: { terminationDrainDuration: '40s' } }, yaml: documents(podsWith('', { spec: 'terminationGracePeriodSeconds: 30 # <-\ncontainers: [{ name: app, image: app }]' })) },
    { title: 'other hooks, a shell, and pods without a proxy', yaml: documents(podsWith('', { spec: 'terminationGracePeriodSeconds: 20\ncontainers: [{ name: app, image: app, lifecycle: { preStop: { httpGet: { path: /bye, port: 80 } } } }]' }), podsWith('', { name: 'b', spec: "terminationGracePeriodSeconds: 20 # <-\ncontainers: [{ name: app, image: app, lifecycle: { preStop: { exec: { command: [sh, -c, 'touch /down && sleep 20'] } } } }]" }),
      podsWith('labels: { app: c, sidecar.istio.io/inject: "false" }', { name: 'c', spec: 'terminationGracePeriodSeconds: 1\ncontainers: [{ name: app, image: app, lifecycle: { preStop: { sleep: { seconds: 9 } } } }]' })) },
  ],
};
