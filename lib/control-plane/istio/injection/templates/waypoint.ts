import { imagePullSecrets } from '../../settings/revision';
import { call, field, go } from '../template/expression';
import { text, when, withValue, type NodeMap } from '../template/node';
import type { Template } from '../template/write';
import { agentArguments, outlierLog } from '../parts/arguments';
import { deployedObjects, deployedWorkload, NETWORK_LABEL, placed, podMetadata, SERVICE_ACCOUNT, setMetadata } from '../parts/deployed';
import * as env from '../parts/environment';
import { imageOf, pullPolicy, setImage } from '../parts/image';
import { deployedProbes } from '../parts/probes';
import { resourcesOf } from '../parts/resources';
import { seccompProfile, unprivileged } from '../parts/security';
import type { InjectionFacts } from '../parts/settings';
import * as volumes from '../parts/volumes';

/** What istiod deploys for a waypoint, and for the gateway between networks of an ambient mesh. */
export function waypoint(facts: InjectionFacts): Template {
  const { settings } = facts;
  const { proxy, image, network, platform } = settings;
  // ztunnel speaks to it by HBONE with istiod's certificates, whoever certifies istiod.
  const mounted = [volumes.workloadSocket, ...volumes.rootCertificate({ ...facts, ownRoot: true }), volumes.data, volumes.envoySocket, volumes.token, volumes.podInfo];
  const requested = call('index', field('InfrastructureLabels'), NETWORK_LABEL);
  const onNetwork = network === undefined ? requested : call('coalesce', requested, network);
  const container: NodeMap = {
    name: 'istio-proxy',
    image: imageOf(field('ProxyImage')),
    ...pullPolicy(image),
    ports: [{ name: 'metrics', containerPort: 15020, protocol: 'TCP' }, { name: 'status-port', containerPort: 15021, protocol: 'TCP' }, { name: 'http-envoy-prom', containerPort: 15090, protocol: 'TCP' }],
    args: [...agentArguments(facts, 'waypoint', ['--serviceCluster', text`${SERVICE_ACCOUNT}.$(POD_NAMESPACE)`]), outlierLog(facts)],
    env: [
      ...env.identity(facts), env.serviceAccount, ...env.limits, env.proxyConfig, ...env.place({ ...facts, settings: { ...settings, network: undefined } }),
      env.variable('ISTIO_META_INTERCEPTION_MODE', 'REDIRECT'),
      withValue(onNetwork, [
        env.variable('ISTIO_META_NETWORK', text`${go('.')}`),
        when(go('eq $.ControllerLabel "istio.io-eastwest-controller"'), env.variable('ISTIO_META_REQUESTED_NETWORK_VIEW', text`${go('.')}`)),
      ]),
      ...deployedWorkload, env.proxyMetadata,
    ],
    ...deployedProbes,
    securityContext: { ...unprivileged(), ...(platform !== 'openshift' && { runAsUser: 1337, runAsGroup: 1337 }), ...seccompProfile({ seccomp: settings.restricted }) },
    resources: resourcesOf(settings.waypoint.resources),
    volumeMounts: volumes.mountsOf(mounted),
  };
  return {
    title: 'What istiod deploys for a waypoint, or for a gateway between the networks of an ambient mesh.',
    variables: [setImage(proxy.image), ...setMetadata],
    documents: deployedObjects({
      metadata: podMetadata(settings.rev, ['istio.io/dataplane-mode', 'none']),
      spec: { ...placed(settings.waypoint), serviceAccountName: text`${SERVICE_ACCOUNT}`, containers: [container], volumes: volumes.volumesOf(mounted), ...imagePullSecrets(image) },
    }, call('toJsonMap', call('strdict', 'networking.istio.io/traffic-distribution', 'PreferClose'), go('$annotations'))),
  };
}
