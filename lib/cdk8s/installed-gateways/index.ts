import type { BuiltModel } from '../../constructs/build-model';
import type { RunsGateway } from '../../constructs/installation';
import type { Diagnostic } from '../../diagnostics';
import { selects } from '../../effective/istio/names';
import type { Manifest } from '../../manifests/manifest';
import type { PodTemplateSpec, Service } from '../../manifests/types';
import { certificatesAreBesideTheGateway } from './certificates';
import { egressGatewayIsNamedAfterItsService } from './egress-name';
import { gatewayIdentityIsThePods } from './identity';
import { listenersAreOnTheService } from './listener-ports';
import { podPortsAreThoseOfTheService } from './pod-ports';
import { templateOf } from './pods';
import type { Served } from './served';

export { gatewaysAreInjected } from './injection';

type Rule = (served: Served) => Iterable<Diagnostic>;
const RULES: readonly Rule[] = [gatewayIdentityIsThePods, egressGatewayIsNamedAfterItsService, listenersAreOnTheService, podPortsAreThoseOfTheService, certificatesAreBesideTheGateway];
/** What the rules read. */
export const GATEWAY_KINDS: ReadonlySet<string> = new Set(['Certificate', 'DaemonSet', 'Deployment', 'ExternalSecret', 'MutatingWebhookConfiguration', 'Namespace', 'SealedSecret', 'Secret', 'Service']);

/** What meshes say of the gateways that the platform runs in the same app, and the gateways say otherwise. `written` is what charts write beside the meshes: asked for only where a mesh may serve on one. */
export function gatewaysServedOn({ model }: BuiltModel, installed: readonly RunsGateway[], written: () => readonly Manifest[]): readonly Diagnostic[] {
  const existing = model.gateways.filter((g) => g.managed === undefined);
  if (existing.length === 0 || installed.length === 0) return [];
  const objects = written();
  return existing.flatMap((gateway) => {
    const beside = installed.filter((one) => one.namespace === gateway.namespaceName);
    const served = beside.map((pods): Served => {
      const template = templateOf(pods, objects);
      return { gateway, model, pods, template, services: servicesOf(pods, template, objects), objects };
    });
    return served.filter(({ pods, template }) => selects(gateway.labels, { ...pods.labels, ...template?.metadata?.labels })).flatMap((one) => RULES.flatMap((rule) => [...rule(one)]));
  });
}

function servicesOf({ labels, namespace, node }: RunsGateway, template: PodTemplateSpec | undefined, objects: readonly Manifest[]): readonly Service[] {
  const all = objects.filter((o) => o.kind === 'Service' && o.apiVersion === 'v1' && o.metadata.namespace === namespace) as unknown as readonly Service[];
  const leading = all.filter(({ spec }) => spec?.selector != null && Object.keys(spec.selector).length > 0 && selects(spec.selector, { ...labels, ...template?.metadata?.labels }));
  return leading.sort((a, b) => Number(b.metadata?.name === node.id) - Number(a.metadata?.name === node.id));
}
