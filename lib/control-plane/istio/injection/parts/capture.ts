import type { ProxySettings } from '../../settings/revision';
import { call, or, type Condition, type Go } from '../template/expression';
import { text, type Node } from '../template/node';
import { annotationOr, hasAnnotation } from './pod';

/** What of a pod's traffic is captured: the pod's annotations, or the settings. */
const traffic = 'traffic.sidecar.istio.io/';
export const STATUS_PORT = 'status.sidecar.istio.io/port';

export const trafficOr = (name: string, otherwise: string): Go => annotationOr(traffic + name, otherwise);
/** The agent's own port is never captured. */
export const excludedInboundPorts = (proxy: ProxySettings): Go => call('excludeInboundPort', annotationOr(STATUS_PORT, proxy.statusPort), trafficOr('excludeInboundPorts', proxy.excludeInboundPorts));

/** Lists that are said only if there is something to say: the annotation, and the flag of istio-iptables. */
export function outboundPorts(proxy: ProxySettings): readonly { readonly name: string; readonly flag: string; readonly condition: Condition; readonly value: Node }[] {
  const list = (name: string, flag: string, given: string) => ({ name: traffic + name, flag, condition: or(given !== '', hasAnnotation(traffic + name)), value: text`${trafficOr(name, given)}` });
  return [list('includeOutboundPorts', '-q', proxy.includeOutboundPorts), list('excludeOutboundPorts', '-o', proxy.excludeOutboundPorts)];
}
