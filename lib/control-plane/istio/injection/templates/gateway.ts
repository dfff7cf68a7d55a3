import { LOW_PORTS } from '../../settings/gateway';
import { imagePullSecrets } from '../../settings/revision';
import { field } from '../template/expression';
import { given } from '../template/node';
import type { Template } from '../template/write';
import { agentArguments } from '../parts/arguments';
import * as env from '../parts/environment';
import { imageOf, pullPolicy, setImage } from '../parts/image';
import { canonicalLabels, commonAnnotations } from '../parts/metadata';
import { groupOf, setContainers, userOf } from '../parts/pod';
import { readinessProbe } from '../parts/probes';
import { id } from '../parts/security';
import type { InjectionFacts } from '../parts/settings';
import * as volumes from '../parts/volumes';

/** Fills in the container of a gateway: pods with `inject.istio.io/templates: gateway`, whose image is `auto`. */
export function gateway(facts: InjectionFacts): Template {
  const { settings } = facts;
  const { proxy, image, platform } = settings;
  const mounted = [
    volumes.workloadSocket, volumes.credentialSocket, volumes.workloadCertificates, ...volumes.rootCertificate(facts), volumes.data, volumes.bootstrap(true), volumes.envoySocket, volumes.token, volumes.podInfo,
  ];
  return {
    title: 'The proxy of a gateway, in the container that the gateway declares.',
    variables: [setImage(proxy.image), ...setContainers, ...env.setPorts],
    documents: [{
      metadata: { labels: canonicalLabels(false), annotations: commonAnnotations(settings) },
      spec: {
        securityContext: LOW_PORTS,
        containers: [{
          name: 'istio-proxy',
          image: imageOf(field('ProxyImage')),
          ...pullPolicy(image),
          ports: [{ containerPort: 15090, protocol: 'TCP', name: 'http-envoy-prom' }],
          args: agentArguments(facts, 'router'),
          lifecycle: proxy.lifecycle && given(proxy.lifecycle),
          securityContext: { runAsUser: id(userOf(platform)), runAsGroup: id(groupOf(platform)) },
          env: [
            ...env.identity(facts), ...env.limits, env.proxyConfig, ...env.podContents, ...env.compliance(facts), ...env.place(facts), env.interceptionMode(field('ProxyConfig.InterceptionMode')),
            ...env.workload(field('DeploymentMeta.Name')), env.bootstrapOverride(volumes.overridesBootstrap), env.proxyMetadata,
          ],
          readinessProbe: readinessProbe(proxy, false),
          volumeMounts: volumes.mountsOf(mounted),
        }],
        volumes: volumes.volumesOf(mounted),
        ...imagePullSecrets(image),
      },
    }],
  };
}
