import type { RevisionSettings } from '../../settings/revision';
import { call, go, type Go } from '../template/expression';
import { text, when, withValue, type NodeMap } from '../template/node';
import { annotationOf, annotationOr, CONTAINERS, hasAnnotation, hbone, labelOf, MODE } from './pod';
import { excludedInboundPorts, outboundPorts } from './capture';

/** Name and version under which a workload is known to telemetry. */
export function canonicalLabels(shortened: boolean): NodeMap {
  const name = call('coalesce', ...['service.istio.io/canonical-name', 'app.kubernetes.io/name', 'app'].map(labelOf), go('.DeploymentMeta.Name'));
  const version = call('coalesce', ...['service.istio.io/canonical-revision', 'app.kubernetes.io/version', 'version'].map(labelOf), 'latest');
  return {
    'service.istio.io/canonical-name': text`${shortened ? go(`${name.code} | trunc 63 | trimAll "-_."`) : name}`,
    'service.istio.io/canonical-revision': text`${version}`,
  };
}

/** What makes a pod one that others call by mutual TLS. */
export const sidecarLabels = (): NodeMap => ({
  'security.istio.io/tlsMode': text`${call('coalesce', labelOf('security.istio.io/tlsMode'), 'istio')}`,
  'networking.istio.io/tunnel': when(hbone, text`${call('coalesce', labelOf('networking.istio.io/tunnel'), 'http')}`),
  ...canonicalLabels(true),
});

/** Every injected pod: who injected it, and which container `kubectl logs` and `exec` mean. */
export function commonAnnotations(settings: RevisionSettings): NodeMap {
  const first = text`${call('first', CONTAINERS)}`;
  const unless = (name: string): Go => go(`and $containers (not (${hasAnnotation(name).code}))`);
  const names = ['kubectl.kubernetes.io/default-logs-container', 'kubectl.kubernetes.io/default-container'];
  return { 'istio.io/rev': settings.rev, ...Object.fromEntries(names.map((name) => [name, when(unless(name), first)])) };
}

/** What the CNI plugin reads from a pod, as it has no template of its own. */
export function cniAnnotations({ cni, proxy }: RevisionSettings): NodeMap {
  if (cni === undefined) return {};
  const passed = (name: string): NodeMap => ({ [name]: withValue(annotationOf(name), text`${go('.')}`) });
  const traffic = 'traffic.sidecar.istio.io/';
  const range = (name: string, given: string): NodeMap => ({ [traffic + name]: withValue(annotationOr(traffic + name, given), text`${go('.')}`) });
  return {
    ...(cni.provider === 'multus' && { 'k8s.v1.cni.cncf.io/networks': text`${call('appendMultusNetwork', annotationOf('k8s.v1.cni.cncf.io/networks'), 'default/istio-cni')}` }),
    'sidecar.istio.io/interceptionMode': text`${MODE}`,
    ...range('includeOutboundIPRanges', proxy.includeOutboundIpRanges),
    ...range('excludeOutboundIPRanges', proxy.excludeOutboundIpRanges),
    [`${traffic}includeInboundPorts`]: text`${annotationOr(`${traffic}includeInboundPorts`, proxy.includeInboundPorts)}`,
    [`${traffic}excludeInboundPorts`]: text`${excludedInboundPorts(proxy)}`,
    ...Object.fromEntries(outboundPorts(proxy).map(({ name, condition, value }) => [name, when(condition, value)])),
    ...passed(`${traffic}kubevirtInterfaces`),
    ...passed('istio.io/reroute-virtual-interfaces'),
    ...passed(`${traffic}excludeInterfaces`),
  };
}
