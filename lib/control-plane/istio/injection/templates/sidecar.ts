import { imagePullSecrets } from '../../settings/revision';
import { call, field, not, or } from '../template/expression';
import { given, heading, sections, text, when, type NodeMap } from '../template/node';
import type { Template } from '../template/write';
import { agentArguments, outlierLog } from '../parts/arguments';
import { STATUS_PORT } from '../parts/capture';
import * as env from '../parts/environment';
import { imageOf, pullPolicy, setImage } from '../parts/image';
import { initContainer } from '../parts/init-container';
import { cniAnnotations, commonAnnotations, sidecarLabels } from '../parts/metadata';
import { annotationOr, captured, labelOf, MODE, NATIVE, setContainers, setMode, setNative } from '../parts/pod';
import { sidecarProbes } from '../parts/probes';
import { podResources } from '../parts/resources';
import { setLowPorts, sidecarSecurity } from '../parts/security';
import type { InjectionFacts } from '../parts/settings';
import * as volumes from '../parts/volumes';

/** A proxy beside the containers of a pod, and what captures their traffic. */
export function sidecar(facts: InjectionFacts): Template {
  const { settings } = facts;
  return {
    title: 'A sidecar beside the containers of a pod.',
    variables: [setMode, setNative, setLowPorts, setImage(settings.proxy.image), ...setContainers, ...env.setPorts],
    documents: [{
      metadata: { labels: sidecarLabels(), annotations: { ...commonAnnotations(settings), ...cniAnnotations(settings) } },
      spec: {
        initContainers: sections(
          heading('initContainers', or(NATIVE, captured)),
          when(captured, initContainer(facts)),
          heading('containers', not(NATIVE)),
          proxyContainer(facts),
        ),
        volumes: [...volumes.volumesOf(mounted(facts)), volumes.userVolumes],
        ...imagePullSecrets(settings.image),
      },
    }],
  };
}

function proxyContainer(facts: InjectionFacts): NodeMap {
  const { settings: { proxy, image, platform } } = facts;
  return {
    name: 'istio-proxy',
    image: imageOf(field('ProxyImage')),
    ...pullPolicy(image),
    restartPolicy: when(NATIVE, 'Always'),
    ports: [{ containerPort: 15090, protocol: 'TCP', name: 'http-envoy-prom' }],
    args: [...agentArguments(facts, 'sidecar'), outlierLog(facts)],
    lifecycle: lifecycle(facts),
    env: [
      facts.inboundToLocalhost ? env.variable('REWRITE_PROBE_LEGACY_LOCALHOST_DESTINATION', 'true') : undefined,
      ...env.identity(facts), ...env.limits, env.proxyConfig, ...env.podContents, ...env.compliance(facts), ...env.place(facts),
      env.interceptionMode(MODE),
      ...env.workload(call('coalesce', labelOf('service.istio.io/workload-name'), field('DeploymentMeta.Name'))),
      env.bootstrapOverride(volumes.overridesBootstrap), env.datadog(facts), env.telemetryAttributes(facts), env.proxyMetadata,
    ],
    ...sidecarProbes(proxy),
    ...sidecarSecurity(proxy, platform),
    resources: podResources(proxy.resources),
    volumeMounts: [...volumes.mountsOf(mounted(facts)), volumes.userMounts],
  };
}

const mounted = (facts: InjectionFacts): readonly volumes.Mounted[] => [
  volumes.workloadSocket, volumes.credentialSocket, volumes.workloadCertificates, ...volumes.rootCertificate(facts), volumes.revoked(facts),
  volumes.data, volumes.bootstrap(true), volumes.envoySocket, volumes.token, volumes.podInfo, ...volumes.lightstep(facts),
];

/** A native sidecar starts first and ends last by itself: it only has to drain in time. Another one can hold the application back. */
function lifecycle({ settings: { proxy } }: InjectionFacts): NodeMap[string] {
  if (proxy.lifecycle !== undefined) return given(proxy.lifecycle);
  const held = or(field('ProxyConfig.HoldApplicationUntilProxyStarts.GetValue'), proxy.holdApplicationUntilProxyStarts);
  const hold: NodeMap = { postStart: { exec: { command: ['pilot-agent', 'wait'] } } };
  const drain: NodeMap = { preStop: { exec: { command: ['pilot-agent', 'request', text`--debug-port=${annotationOr(STATUS_PORT, proxy.statusPort)}`, 'POST', 'drain'] } } };
  return when(NATIVE, drain, when(held, hold)!);
}
