import { annotationValuesAreValid } from '../../../lib/checks/annotation-values-are-valid';
import { podsWith } from '../pods';
import type { CheckSpec } from '../spec';
import { documents } from '../yaml';

export const spec: CheckSpec = {
  check: annotationValuesAreValid,
  bad: documents(podsWith(`
annotations:
  traffic.sidecar.istio.io/excludeOutboundPorts: "3306;5432" # <-`)),
  good: documents(podsWith(`
annotations:
  traffic.sidecar.istio.io/excludeOutboundPorts: "3306,5432"`)),
  cases: [
    {
      title: 'each sort of value', yaml: documents(podsWith(`
annotations:
  sidecar.istio.io/interceptionMode: redirect # <-
  status.sidecar.istio.io/port: "70000" # <-
  readiness.status.sidecar.istio.io/periodSeconds: "-1" # <-
  traffic.sidecar.istio.io/includeOutboundIPRanges: 10.0.0.0 # <-
  traffic.sidecar.istio.io/excludeOutboundIPRanges: "*" # <-
  traffic.sidecar.istio.io/includeInboundPorts: http # <-
  traffic.sidecar.istio.io/excludeInterfaces: "eth0,,eth1" # <-
  prometheus.istio.io/merge-metrics: "yes" # <-
  sidecar.istio.io/proxyCPU: 100 m # <-
  proxy.istio.io/config: "concurency: 2" # <-`)),
    },
    {
      title: 'values that are fine', yaml: documents(podsWith(`
annotations:
  sidecar.istio.io/interceptionMode: TPROXY
  status.sidecar.istio.io/port: "0"
  readiness.status.sidecar.istio.io/periodSeconds: "2"
  traffic.sidecar.istio.io/includeOutboundIPRanges: "*"
  traffic.sidecar.istio.io/excludeOutboundIPRanges: 10.0.0.0/8,fd00::/8
  traffic.sidecar.istio.io/includeInboundPorts: "*"
  traffic.sidecar.istio.io/excludeInboundPorts: ""
  prometheus.istio.io/merge-metrics: "false"
  sidecar.istio.io/proxyMemory: 1.5Gi
  proxy.istio.io/config: |
    holdApplicationUntilProxyStarts: true
    proxyMetadata: { ISTIO_META_DNS_CAPTURE: "true" }`)),
    },
  ],
};
