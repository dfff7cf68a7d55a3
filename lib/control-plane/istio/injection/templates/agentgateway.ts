import { LOW_PORTS } from '../../settings/gateway';
import { imagePullSecrets } from '../../settings/revision';
import { given, text, withValue, type Item, type NodeMap } from '../template/node';
import type { Resources } from '../../props/common';
import { call, field, go } from '../template/expression';
import type { Template } from '../template/write';
import { deployedObjects, NETWORK_LABEL, podMetadata, SERVICE_ACCOUNT, setMetadata } from '../parts/deployed';
import * as env from '../parts/environment';
import { imageOf, pullPolicy } from '../parts/image';
import { annotationOr } from '../parts/pod';
import { deployedProbes } from '../parts/probes';
import { resourcesOf } from '../parts/resources';
import { id, seccompProfile, unprivileged } from '../parts/security';
import type { InjectionFacts } from '../parts/settings';
import * as volumes from '../parts/volumes';

/** What istiod deploys for a Gateway of the class `istio-agentgateway`, where its switch PILOT_ENABLE_AGENTGATEWAY is on: agentgateway instead of Envoy. */
export function agentgateway(facts: InjectionFacts): Template {
  const { proxy, restricted } = facts.settings;
  const managed = 'istio.io-agentgateway-controller';
  return {
    title: 'What istiod deploys for a Gateway of the class istio-agentgateway.',
    variables: [setImage, ...setMetadata],
    documents: deployedObjects({
      metadata: podMetadata(facts.settings.rev, [], managed),
      spec: { securityContext: { ...LOW_PORTS, ...seccompProfile({ seccomp: restricted }) }, ...pod(facts, proxy.resources, { lifecycle: proxy.lifecycle && given(proxy.lifecycle) }) },
    }),
  };
}

/** The same for a waypoint, which listens on no low port. */
export function agentgatewayWaypoint(facts: InjectionFacts): Template {
  const { rev, restricted, waypoint } = facts.settings;
  const managed = 'istio.io-agentgateway-waypoint-controller';
  return {
    title: 'What istiod deploys for a waypoint of the class istio-agentgateway-waypoint.',
    variables: [setImage, ...setMetadata],
    documents: deployedObjects({ metadata: podMetadata(rev, ['istio.io/dataplane-mode', 'none'], managed), spec: pod(facts, waypoint.resources, {}, seccompProfile({ seccomp: restricted })) }),
  };
}

const IMAGE = 'gateway.istio.io/agentgatewayImage';
const setImage = `$image := ${annotationOr(IMAGE, '').code}`;

/** `own`: of the container; `security`: of its security context. */
function pod(facts: InjectionFacts, resources: Resources, own: NodeMap, security: NodeMap = {}): NodeMap {
  const { settings: { image } } = facts;
  const roots = volumes.rootCertificate(facts);
  const mounted = [...roots, volumes.temporary, volumes.xdsToken, volumes.token];
  return {
    serviceAccountName: text`${SERVICE_ACCOUNT}`,
    containers: [{
      name: 'agentgateway', image: imageOf(field('AgentgatewayImage')), ...pullPolicy(image),
      ports: [{ containerPort: 15020, name: 'metrics', protocol: 'TCP' }, { containerPort: 15021, name: 'status-port', protocol: 'TCP' }],
      args: ['--config', '{}'],
      ...own,
      env: variables(facts),
      ...deployedProbes,
      securityContext: { ...unprivileged(), runAsUser: id(field('ProxyUID')), runAsGroup: id(field('ProxyGID')), ...security },
      resources: resourcesOf(resources),
      // It reads the root that it verifies istiod with from one folder, and that of its certificates from the other.
      volumeMounts: volumes.mountsOf([...mounted, ...roots.map((root) => ({ ...root, path: '/var/run/secrets/xds' }))]),
    }],
    volumes: volumes.volumesOf(mounted),
    ...imagePullSecrets(image),
  };
}

/** Its own names for what Envoy's agent is told too. */
function variables({ settings: { clusterName, network }, caAddress, trustDomain }: InjectionFacts): readonly Item[] {
  const requested = call('index', field('InfrastructureLabels'), NETWORK_LABEL);
  return [
    env.fromField('POD_NAME', 'metadata.name'), env.fromField('POD_NAMESPACE', 'metadata.namespace'), env.fromField('NAMESPACE', 'metadata.namespace'),
    env.fromField('INSTANCE_IP', 'status.podIP'), env.fromField('SERVICE_ACCOUNT', 'spec.serviceAccountName'), env.fromLimit('CPU_LIMIT', 'limits.cpu'),
    env.variable('GATEWAY', text`${field('Name')}`), env.variable('RUST_BACKTRACE', '1'), env.variable('CLUSTER_ID', clusterName),
    withValue(network === undefined ? requested : call('coalesce', requested, network), env.variable('NETWORK', text`${go('.')}`)),
    env.variable('TRUST_DOMAIN', trustDomain), env.proxyMetadata,
    // These two are istiod's to say, not the mesh config's.
    env.variable('XDS_ADDRESS', text`${field('ProxyConfig.DiscoveryAddress')}`), env.variable('CA_ADDRESS', caAddress),
  ];
}
