import { field, go } from '../template/expression';
import { text, when, type NodeMap } from '../template/node';
import { annotationOf, annotationOr, groupOf, hasAnnotation, MODE, userOf } from './pod';
import { excludedInboundPorts, outboundPorts, trafficOr } from './capture';
import { imageOf, pullPolicy } from './image';
import { proxyMetadata } from './environment';
import { podResources } from './resources';
import { id, seccompProfile, unlessTproxy } from './security';
import type { InjectionFacts } from './settings';

/** Annotations about network interfaces; the second is the first's old name. */
const REROUTED = 'istio.io/reroute-virtual-interfaces', KUBEVIRT = 'traffic.sidecar.istio.io/kubevirtInterfaces', EXCLUDED = 'traffic.sidecar.istio.io/excludeInterfaces';

/**
 * The container that has the pod's traffic captured before anything else starts. With the CNI plugin that is done already: then it only looks whether it was,
 * and needs no rights.
 */
export function initContainer({ settings, outboundPort, inboundPort }: InjectionFacts): NodeMap {
  const { cni, proxy, image } = settings;
  return {
    name: cni ? 'istio-validation' : 'istio-init',
    image: imageOf(field('ProxyInitImage')),
    ...pullPolicy(image),
    args: [
      'istio-iptables',
      '-p', String(outboundPort), '-z', String(inboundPort),
      '-u', text`${unlessTproxy(userOf(settings.platform))}`,
      '-m', text`${MODE}`,
      '-i', text`${trafficOr('includeOutboundIPRanges', proxy.includeOutboundIpRanges)}`,
      '-x', text`${trafficOr('excludeOutboundIPRanges', proxy.excludeOutboundIpRanges)}`,
      '-b', text`${trafficOr('includeInboundPorts', proxy.includeInboundPorts)}`,
      // Envoy's own metrics and health are never captured.
      '-d', text`${go(`list "15090,15021" (${excludedInboundPorts(proxy).code}) | compact | join ","`)}`,
      ...outboundPorts(proxy).map(({ flag, condition, value }) => when(condition, [flag, value])),
      when(hasAnnotation(REROUTED), ['-k', text`${annotationOf(REROUTED)}`], when(hasAnnotation(KUBEVIRT), ['-k', text`${annotationOf(KUBEVIRT)}`])!),
      when(hasAnnotation(EXCLUDED), ['-c', text`${annotationOf(EXCLUDED)}`]),
      text`--log_output_level=${annotationOr('sidecar.istio.io/agentLogLevel', settings.logLevel)}`,
      settings.logAsJson ? '--log_as_json' : undefined,
      ...(cni ? ['--run-validation', '--skip-rule-apply'] : proxy.forceApplyIptables ? ['--force-apply'] : []),
      proxy.nftables ? '--native-nftables' : undefined,
    ],
    env: when(field('ProxyConfig.ProxyMetadata'), [proxyMetadata]),
    resources: podResources(proxy.resources),
    securityContext: {
      allowPrivilegeEscalation: proxy.privileged,
      privileged: proxy.privileged,
      capabilities: { ...(!cni && { add: ['NET_ADMIN', 'NET_RAW'] }), drop: ['ALL'] },
      readOnlyRootFilesystem: cni !== undefined,
      runAsNonRoot: cni !== undefined,
      ...(cni ? { runAsUser: id(unlessTproxy(userOf(settings.platform))), runAsGroup: id(unlessTproxy(groupOf(settings.platform))) } : { runAsUser: 0, runAsGroup: 0 }),
      ...seccompProfile(proxy),
    },
  };
}
