import { CertificateAuthority, type IstioControlPlaneProps } from '../../../lib/control-plane/istio';

/** Props that say what the charts do by themselves, and what files may say instead: laid on those, they win. */
export const otherwise: readonly (readonly [IstioControlPlaneProps, IstioControlPlaneProps])[] = [
  [{ logLevel: 'default:info' }, { logLevel: 'all:debug' }], [{ logAsJson: false }, { logAsJson: true }], [{ networkPolicy: false }, { networkPolicy: true }], [{ stableApisOnly: false }, { stableApisOnly: true }], [{ restricted: false }, { restricted: true }],
  [{ ca: CertificateAuthority.selfSigned() }, { ca: CertificateAuthority.istioCsr() }], [{ meshConfig: { enablePrometheusMerge: true } }, { meshConfig: { enablePrometheusMerge: false } }],
  [{ istiod: { autoscaling: { minReplicas: 1, maxReplicas: 5 } } }, { istiod: { autoscaling: { minReplicas: 3, maxReplicas: 7 } } }], [{ istiod: { replicas: 1 } }, { istiod: { replicas: 3 } }], [{ istiod: { autoscaling: false } }, { istiod: { replicas: 3 } }],
  [{ istiod: { traceSampling: 1, analysis: false, rollout: { maxSurge: '100%', maxUnavailable: '25%' } } }, { istiod: { traceSampling: 50, analysis: true, rollout: { maxSurge: 1, maxUnavailable: 1 } } }],
  [{ istiod: { resources: { requests: { cpu: '500m', memory: '2Gi' } } } }, { istiod: { resources: { requests: { cpu: '1' } } } }],
  [{ proxy: { logLevel: 'warning', statusPort: 15020 } }, { proxy: { logLevel: 'debug', statusPort: 15030 } }], [{ proxy: { includeOutboundIpRanges: ['*'], excludeOutboundPorts: [] } }, { proxy: { includeOutboundIpRanges: ['10.0.0.0/8'], excludeOutboundPorts: [7] } }],
  [{ proxy: { resources: { requests: { cpu: '100m', memory: '128Mi' }, limits: { cpu: '2000m', memory: '1024Mi' } } } }, { proxy: { resources: { requests: { cpu: '7m' } } } }],
  [{ proxy: { holdApplicationUntilProxyStarts: false, startup: { failureThreshold: 600 } } }, { proxy: { holdApplicationUntilProxyStarts: true, startup: false } }],
  [{ injection: { policy: 'enabled', rewriteProbes: true, everyNamespace: false } }, { injection: { policy: 'disabled', rewriteProbes: false, everyNamespace: true } }], [{ injection: { reinvocation: 'Never' } }, { injection: { reinvocation: 'IfNeeded' } }],
  [{ cni: { repair: 'repair', excludeNamespaces: ['kube-system'], maxUnavailable: 1 } }, { cni: { repair: 'delete', excludeNamespaces: [], maxUnavailable: 3 } }], [{ ambient: { logLevel: 'info', crl: false } }, { ambient: { logLevel: 'debug', crl: true } }],
];
