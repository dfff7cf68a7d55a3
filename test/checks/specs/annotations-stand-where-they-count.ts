import { annotationsStandWhereTheyCount } from '../../../lib/checks/annotations-stand-where-they-count';
import { podsWith } from '../pods';
import type { CheckSpec } from '../spec';
import { documents } from '../yaml';

const ON_DEPLOYMENT = `
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  namespace: shop
  annotations:
    sidecar.istio.io/proxyCPU: 100m # <-
spec: { selector: { matchLabels: { app: web } }, template: { metadata: { labels: { app: web } }, spec: { containers: [{ name: app, image: app }] } } }`;

export const spec: CheckSpec = {
  check: annotationsStandWhereTheyCount,
  bad: documents(ON_DEPLOYMENT),
  good: documents(podsWith(`
annotations:
  sidecar.istio.io/proxyCPU: 100m`)),
  cases: [
    { title: 'on a Service and a namespace', yaml: documents(`
apiVersion: v1
kind: Service
metadata:
  name: web
  namespace: shop
  annotations:
    proxy.istio.io/config: "concurrency: 2" # <-
    networking.istio.io/exportTo: "."
spec: { ports: [{ name: http, port: 80 }] }`, `
apiVersion: v1
kind: Namespace
metadata:
  name: shop
  annotations:
    sidecar.istio.io/inject: "true" # <-`) },
    { title: 'what stands anywhere, what Istio writes by itself, what nobody knows', yaml: documents(ON_DEPLOYMENT.replace(/    sidecar.*\n/, '    galley.istio.io/analyze-suppress: "*"\n    sidecar.istio.io/status: "{}"\n    sidecar.istio.io/gone: x\n')) },
  ],
};
