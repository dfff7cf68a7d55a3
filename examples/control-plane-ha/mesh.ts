// A control plane for a region of three zones: a zone may be lost, nodes may be drained, load may double.
import { Duration, type App } from 'cdk8s';
import { CertificateAuthority, IstioControlPlane, IstioGateway, RevisionTag } from 'cdk8s-mesh';

/** As many of these pods in one zone as in any other, one more at most; a zone whose nodes are tainted because they are away is no zone, so that the others take its pods. */
const inEveryZone = [{ maxSkew: 1, nodeTaintsPolicy: 'Honor' as const, topologyKey: 'topology.kubernetes.io/zone', whenUnsatisfiable: 'DoNotSchedule' as const }];

export function build(app: App): IstioControlPlane {
  const istio = new IstioControlPlane(app, 'istio', {
    revision: '1-31-1',
    ca: CertificateAuthority.secret(),                       // a root that outlives the cluster, and istiod's namespace
    trustDomain: 'prod.example.com',
    cni: true,
    istiod: {
      autoscaling: { minReplicas: 3, maxReplicas: 9, cpu: 60 },
      disruptionBudget: { maxUnavailable: 1 },
      topologySpreadConstraints: inEveryZone,
      resources: { requests: { cpu: '1', memory: '4Gi' }, limits: { memory: '8Gi' } },
      trafficDistribution: 'PreferSameZone',                 // proxies ask the istiod of their zone while there is one
      maxConnectionAge: Duration.minutes(10),                // new pods get their share of proxies sooner
    },
    proxy: { holdApplicationUntilProxyStarts: true },
    logAsJson: true,
  });
  const stable = new RevisionTag(istio, 'stable', { revision: istio.revision });

  new IstioGateway(istio, 'istio-ingress', {
    revision: stable,
    autoscaling: { minReplicas: 3, maxReplicas: 30, cpu: 60, behavior: { scaleDown: { stabilizationWindowSeconds: 600 } } },
    disruptionBudget: { maxUnavailable: '10%' },
    topologySpreadConstraints: inEveryZone,
    priorityClassName: 'system-cluster-critical',
    // The load balancer stops sending first, connections end after.
    terminationGracePeriodSeconds: 90,
    service: { externalTrafficPolicy: 'Local' },
  });
  return istio;
}
