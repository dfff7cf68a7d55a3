import { LOW_PORTS } from '../../settings/gateway';
import { imagePullSecrets } from '../../settings/revision';
import { call, field, go } from '../template/expression';
import { given, text, withValue, type NodeMap } from '../template/node';
import type { Template } from '../template/write';
import { agentArguments } from '../parts/arguments';
import { deployedObjects, deployedWorkload, NETWORK_LABEL, podMetadata, SERVICE_ACCOUNT, setMetadata } from '../parts/deployed';
import * as env from '../parts/environment';
import { imageOf, pullPolicy, setImage } from '../parts/image';
import { deployedProbes } from '../parts/probes';
import { resourcesOf } from '../parts/resources';
import { id, seccompProfile, unprivileged } from '../parts/security';
import type { InjectionFacts } from '../parts/settings';
import * as volumes from '../parts/volumes';

/** What istiod deploys for a Gateway of the Gateway API. */
export function kubeGateway(facts: InjectionFacts): Template {
  const { settings } = facts;
  const { proxy, image, network } = settings;
  const mounted = [volumes.workloadSocket, volumes.credentialSocket, volumes.workloadCertificates, ...volumes.rootCertificate(facts), volumes.data, volumes.envoySocket, volumes.token, volumes.podInfo];
  const requested = call('index', field('InfrastructureLabels'), NETWORK_LABEL);
  const container: NodeMap = {
    name: 'istio-proxy',
    image: imageOf(field('ProxyImage')),
    ...pullPolicy(image),
    ports: [{ name: 'metrics', containerPort: 15020, protocol: 'TCP' }, { name: 'status-port', containerPort: 15021, protocol: 'TCP' }, { name: 'http-envoy-prom', containerPort: 15090, protocol: 'TCP' }],
    args: agentArguments(facts, 'router'),
    lifecycle: proxy.lifecycle && given(proxy.lifecycle),
    env: [
      ...env.identity(facts), ...env.limits, env.proxyConfig, env.variable('ISTIO_META_POD_PORTS', '[]'), env.variable('ISTIO_META_APP_CONTAINERS', ''),
      ...env.place({ ...facts, settings: { ...settings, network: undefined } }), env.interceptionMode(field('ProxyConfig.InterceptionMode')),
      withValue(network === undefined ? requested : call('coalesce', requested, network), env.variable('ISTIO_META_NETWORK', text`${go('.')}`)),
      withValue(requested, env.variable('ISTIO_META_REQUESTED_NETWORK_VIEW', text`${go('.')}`)),
      ...deployedWorkload, env.proxyMetadata,
    ],
    ...deployedProbes,
    securityContext: { ...unprivileged(), runAsUser: id(field('ProxyUID')), runAsGroup: id(field('ProxyGID')) },
    resources: resourcesOf(proxy.resources),
    volumeMounts: volumes.mountsOf(mounted),
  };
  return {
    title: 'What istiod deploys for a Gateway of the Gateway API.',
    variables: [setImage(proxy.image), ...setMetadata],
    documents: deployedObjects({
      metadata: podMetadata(settings.rev, []),
      spec: { serviceAccountName: text`${SERVICE_ACCOUNT}`, securityContext: { ...LOW_PORTS, ...seccompProfile({ seccomp: settings.restricted }) }, containers: [container], volumes: volumes.volumesOf(mounted), ...imagePullSecrets(image) },
    }),
  };
}
