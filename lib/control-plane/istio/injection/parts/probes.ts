import type { ProxySettings } from '../../settings/revision';
import { call, type Go } from '../template/expression';
import { raw, when, type Node, type NodeMap } from '../template/node';
import { annotationOr } from './pod';
import { STATUS_PORT } from './capture';

const ready = (port: number): NodeMap => ({ httpGet: { path: '/healthz/ready', port } });
/** Port 0 means that the agent serves no health. */
export const hasStatus = (proxy: ProxySettings): Go => call('ne', annotationOr(STATUS_PORT, proxy.statusPort), '0');

const number = (name: string, given: number, byPod: boolean): Node => (byPod ? raw(annotationOr(`readiness.status.sidecar.istio.io/${name}`, given)) : given);
/** `byPod`: annotations may say otherwise. */
export const readinessProbe = ({ readiness }: ProxySettings, byPod: boolean, port = 15021): NodeMap => ({
  ...ready(port),
  initialDelaySeconds: number('initialDelaySeconds', readiness.initialDelaySeconds, byPod),
  periodSeconds: number('periodSeconds', readiness.periodSeconds, byPod),
  timeoutSeconds: 3,
  failureThreshold: number('failureThreshold', readiness.failureThreshold, byPod),
});

/** A sidecar's probes. */
export function sidecarProbes(proxy: ProxySettings): NodeMap {
  const status = hasStatus(proxy);
  return {
    startupProbe: proxy.startup && when(status, { ...ready(15021), periodSeconds: 1, timeoutSeconds: 3, failureThreshold: proxy.startup.failureThreshold }),
    readinessProbe: when(status, readinessProbe(proxy, true)),
  };
}

/** Probes of the gateways and waypoints that istiod deploys. */
export const deployedProbes: NodeMap = {
  startupProbe: { ...ready(15021), initialDelaySeconds: 1, periodSeconds: 1, timeoutSeconds: 1, successThreshold: 1, failureThreshold: 30 },
  readinessProbe: { ...ready(15021), initialDelaySeconds: 0, periodSeconds: 15, timeoutSeconds: 1, successThreshold: 1, failureThreshold: 4 },
};
