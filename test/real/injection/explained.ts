import type { RevisionSettings } from '../../../lib/control-plane/istio/settings/revision';

/** A difference that is meant: where it is, and why. */
export interface Explained {
  /** The template that it is about, or all. */
  readonly template: string;
  readonly path: RegExp;
  /** @default - wherever the path is */
  readonly only?: (subject: Subject) => boolean;
  readonly reason: string;
}
export interface Subject {
  readonly settings: RevisionSettings;
  readonly template: string;
  /** An annotation of the pod. */
  readonly annotation: (name: string) => string | undefined;
}

const noStatusPort = ({ annotation, settings }: Subject): boolean => (annotation('status.sidecar.istio.io/port') ?? String(settings.proxy.statusPort)) === '0';

export const explained: readonly Explained[] = [
  { template: 'waypoint', path: /\.volumes\.go-proxy-(data|envoy)$|\.volumes\["\(order\)"\]$/, reason: 'two volumes that nothing mounts are left out' },
  {
    template: 'sidecar', path: /^\.(error|apiVersion|kind|metadata|spec)$/, only: ({ annotation }) => /'say "hi"'/.test(annotation('proxy.istio.io/config') ?? ''),
    reason: 'a quote in a variable of the proxy config is no YAML in Istio\'s template, so that it refuses the pod; ours quotes what comes from pods',
  },
  {
    template: '*', path: /\.containers\.agentgateway\.volumeMounts\["(\(order\)|\/var\/run\/secrets\/(istio|xds))"\]$/, only: ({ settings, template }) => template.startsWith('agentgateway') && settings.certProvider !== 'istiod',
    reason: '`agentgateway`: where istiod has its certificate from elsewhere, Istio\'s template mounts a volume that the pod does not have, so that the API server refuses it; ours leaves the mounts out with the volume',
  },
  { template: 'grpc-simple', path: /\.bootstrap\.blank$/, reason: 'Istio\'s script writes a blank into istiod\'s address, because the namespace that it is given ends in a line break, so that nobody finds it; ours does not' },
  { template: 'grpc-simple', path: /\.bootstrap\.content\.xds_servers\[0\]\.server_uri$/, only: ({ settings }) => settings.revision !== undefined, reason: 'applications ask the istiod of the revision that injected them; Istio\'s template names the default one always' },
  { template: 'grpc-simple', path: /\.bootstrap\.content\.node\.id$/, only: ({ settings }) => settings.clusterDomain !== 'cluster.local', reason: 'the node\'s name has the cluster\'s domain; Istio\'s template has cluster.local always' },
  {
    template: '*', path: /\.istio-(init|validation|proxy)\.image$/, only: ({ settings, annotation }) => settings.proxy.image.includes('/') && annotation('sidecar.istio.io/proxyImage')?.includes('/') === false,
    reason: 'where the image of all proxies is a whole reference, a pod that names one without a slash gets a reference of two references from Istio\'s template; ours takes the image that goes with istiod',
  },
  {
    template: 'grpc-agent', path: /\.istio-proxy\.((volumeMounts|resources)($|[.[])|env(\.v$|\["\(order\)"\]$))/, only: noStatusPort,
    reason: 'without a status port Istio\'s template gives the agent neither mounts nor resources along with no probe (and takes mounts of the pod\'s annotations for variables), so that it cannot work; ours leaves out the probe only',
  },
];

/** What Istio's templates can and ours cannot: neither settings nor templates have it. */
export const leftOut: readonly string[] = [
  '`.Values` in templates of your own: only what istiod itself reads is there (hub, tag, variant, names of images, cluster, network, hold, rewriting of probes); everything else is written into our templates',
  'certificates of GKE\'s mesh (`global.caName`), mounted certificates (`global.mountMtlsCerts`), another audience of tokens (`global.sds.token.aud`): from before SDS, or of a cloud\'s own mesh',
  'names of ConfigMaps of the root and of revoked certificates (`global.trustBundleName`, `pilot.crlConfigMapName`), an image of its own for the init container, `capNetBindService` for all (the annotation is there)',
  '`gateways.securityContext`: `gatewayClasses`, parameters of a Gateway and `podSecurityContext` of an IstioGateway say it',
];

/** Why this line of `differences` is meant; undefined if nobody said so. */
export function explain(line: string, subject: Subject): string | undefined {
  const path = line.slice(0, line.indexOf(': '));
  const found = explained.find((e) => (e.template === '*' || e.template === subject.template) && e.path.test(path) && (e.only?.(subject) ?? true));
  return found && (found.template === '*' ? found.reason : `\`${found.template}\`: ${found.reason}`);
}
