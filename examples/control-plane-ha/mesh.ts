// A control plane for a region of three zones: a zone may be lost, nodes may be drained, load may double.
import { Duration, type App } from 'cdk8s';
import { CertificateAuthority, IstioControlPlane, IstioGateway, RevisionTag } from 'cdk8s-mesh';

/** One pod of these in every zone, and never two more in one than in another; a pod that finds no such place waits. */
const inEveryZone = (labels: Readonly<Record<string, string>>) => [
  { maxSkew: 1, minDomains: 3, topologyKey: 'topology.kubernetes.io/zone', whenUnsatisfiable: 'DoNotSchedule', labelSelector: { matchLabels: labels } },
];

export function build(app: App): IstioControlPlane {
  const istio = new IstioControlPlane(app, 'istio', {
    revision: '1-31-1',
    ca: CertificateAuthority.secret(),                       // a root that outlives the cluster, and istiod's namespace
    trustDomain: 'prod.example.com',
    cni: true,
    istiod: {
      autoscaling: { minReplicas: 3, maxReplicas: 9, cpu: 60 },
      disruptionBudget: { maxUnavailable: 1 },
      topologySpreadConstraints: inEveryZone({ app: 'istiod', 'istio.io/rev': '1-31-1' }),
      resources: { requests: { cpu: '1', memory: '4Gi' }, limits: { memory: '8Gi' } },
      trafficDistribution: 'PreferClose',                    // proxies ask the istiod of their zone while there is one
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
    topologySpreadConstraints: inEveryZone({ app: 'istio-ingress' }),
    priorityClassName: 'system-cluster-critical',
    // The load balancer stops sending first, connections end after.
    terminationGracePeriodSeconds: 90,
    service: { externalTrafficPolicy: 'Local' },
  });
  return istio;
}
