import { imagePullSecrets } from '../../settings/revision';
import { call, field, go } from '../template/expression';
import { each, text, when, type NodeMap } from '../template/node';
import type { Template } from '../template/write';
import { agentArguments } from '../parts/arguments';
import * as env from '../parts/environment';
import { imageOf, pullPolicy, setImage } from '../parts/image';
import { canonicalLabels, commonAnnotations } from '../parts/metadata';
import { setContainers } from '../parts/pod';
import { hasStatus, readinessProbe } from '../parts/probes';
import { podResources } from '../parts/resources';
import type { InjectionFacts } from '../parts/settings';
import * as volumes from '../parts/volumes';

/** Port of the agent where there is no Envoy. */
const AGENT = 15020;

/** For applications that speak xDS themselves by gRPC: an agent that has their certificates and configuration, and no Envoy. */
export function grpcAgent(facts: InjectionFacts): Template {
  const { settings } = facts;
  const { proxy, image } = settings;
  const shared = [volumes.data, volumes.xdsSocket, volumes.workloadCertificates];
  const own = [volumes.workloadSocket, ...volumes.rootCertificate(facts), volumes.token, volumes.podInfo];
  const agent: NodeMap = {
    name: 'istio-proxy',
    image: imageOf(field('ProxyImage')),
    ...pullPolicy(image),
    ports: [{ containerPort: AGENT, protocol: 'TCP', name: 'mesh-metrics' }],
    args: agentArguments(facts, 'sidecar'),
    lifecycle: { postStart: { exec: { command: ['pilot-agent', 'wait', `--url=http://localhost:${AGENT}/healthz/ready`] } } },
    env: [
      env.variable('ISTIO_META_GENERATOR', 'grpc'), env.variable('OUTPUT_CERTS', volumes.data.path!),
      facts.inboundToLocalhost ? env.variable('REWRITE_PROBE_LEGACY_LOCALHOST_DESTINATION', 'true') : undefined,
      ...env.identity(facts), env.proxyConfig, ...env.podContents, ...env.place(facts), ...env.workload(field('DeploymentMeta.Name')), env.proxyMetadata,
      // gRPC resolves names by xDS: there is nothing to capture, and no Envoy to start.
      env.variable('ISTIO_META_DNS_CAPTURE', 'false'), env.variable('DISABLE_ENVOY', 'true'),
    ],
    readinessProbe: when(hasStatus(proxy), readinessProbe(proxy, true, AGENT)),
    resources: podResources(proxy.resources),
    volumeMounts: [...volumes.mountsOf([...own, ...shared]), volumes.userMounts],
  };
  const application: NodeMap = {
    name: text`${go('.Name')}`,
    env: [env.variable('GRPC_XDS_EXPERIMENTAL_SECURITY_SUPPORT', 'true'), env.variable('GRPC_XDS_BOOTSTRAP', `${volumes.xdsSocket.path}/grpc-bootstrap.json`)],
    volumeMounts: volumes.mountsOf(shared),
  };
  return {
    title: 'An agent without Envoy, for applications that speak xDS by gRPC.',
    variables: [setImage(proxy.image), ...setContainers, ...env.setPorts],
    documents: [{
      // The kubelet asks the application itself: nothing captures its probes.
      metadata: { labels: canonicalLabels(false), annotations: { ...commonAnnotations(settings), 'sidecar.istio.io/rewriteAppHTTPProbers': 'false' } },
      spec: {
        containers: [agent, each('.Spec.Containers', when(call('ne', go('.Name'), 'istio-proxy'), application))],
        volumes: [...volumes.volumesOf([...own, ...shared, volumes.bootstrap(false)]), volumes.userVolumes],
        ...imagePullSecrets(image),
      },
    }],
  };
}
