import { annotationsAreStable } from '../../../lib/checks/annotations-are-stable';
import { podsWith } from '../pods';
import type { CheckSpec } from '../spec';
import { documents } from '../yaml';

export const spec: CheckSpec = {
  check: annotationsAreStable,
  bad: documents(podsWith(`
annotations:
  traffic.sidecar.istio.io/excludeOutboundPorts: "3306" # <-`)),
  good: documents(podsWith(`
annotations:
  proxy.istio.io/config: "concurrency: 2"`)),
};
