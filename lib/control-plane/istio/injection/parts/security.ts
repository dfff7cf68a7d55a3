import type { ProxySettings } from '../../settings/revision';
import { argument, go, Go, or, variable, type Known } from '../template/expression';
import { raw, when, type Node, type NodeMap } from '../template/node';
import { annotationOr, groupOf, TPROXY, userOf } from './pod';

export const seccompProfile = ({ seccomp }: Pick<ProxySettings, 'seccomp'>): NodeMap => (seccomp ? { seccompProfile: { type: 'RuntimeDefault' } } : {});
/** Number of a user or a group. */
export const id = (value: Known<string>): Node => (value instanceof Go ? raw(value) : Number(value));
/** With TPROXY rules that spare the proxy's own traffic always name 1337. */
export const unlessTproxy = (value: Known<string>): Known<string> => (value instanceof Go ? go(`ternary "1337" (toString ${argument(value)}) (${TPROXY.code})`) : value);

/** Whether the pod's proxy must be able to listen on ports below 1024. */
export const setLowPorts = `$lowPorts := eq (${annotationOr('sidecar.istio.io/capNetBindService', 'false').code}) "true"`;
const LOW_PORTS = variable('lowPorts');
const TRACED = go('eq (index .ProxyConfig.ProxyMetadata "IPTABLES_TRACE_LOGGING") "true"');

/** The sidecar's container. TPROXY and low ports need a capability each, and root to hold it; a trace of the capturing rules needs all. */
export function sidecarSecurity(proxy: ProxySettings, platform: string | undefined): NodeMap {
  const user = id(userOf(platform)), group = id(groupOf(platform));
  const root = or(TPROXY, LOW_PORTS);
  return {
    securityContext: when(TRACED, {
      allowPrivilegeEscalation: true, privileged: true, capabilities: { add: ['NET_ADMIN'], drop: ['ALL'] }, readOnlyRootFilesystem: true,
      runAsNonRoot: false, runAsUser: 0, runAsGroup: group, ...seccompProfile(proxy),
    }, {
      allowPrivilegeEscalation: proxy.privileged, privileged: proxy.privileged,
      capabilities: {
        add: when(root, [when(TPROXY, 'NET_ADMIN'), when(LOW_PORTS, 'NET_BIND_SERVICE')]),
        drop: ['ALL'],
      },
      readOnlyRootFilesystem: true,
      runAsNonRoot: when(root, false, true), runAsUser: when(root, 0, user), runAsGroup: when(root, 1337, group),
      ...seccompProfile(proxy),
    }),
  };
}

/** What a proxy needs that captures nothing: no rights at all. */
export const unprivileged = (): NodeMap => ({ allowPrivilegeEscalation: false, privileged: false, capabilities: { drop: ['ALL'] }, readOnlyRootFilesystem: true, runAsNonRoot: true });
