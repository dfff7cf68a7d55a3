import type { BuiltModel } from '../../constructs/build-model';
import type { RunsGateway } from '../../constructs/installation';
import type { Diagnostic } from '../../diagnostics';
import type { Manifest } from '../../manifests/manifest';
import type { MutatingWebhookConfiguration } from '../../manifests/types';
import type { Labels } from '../../model';
import { Istio } from '../../targets/istio';
import { NAME, selects } from '../../targets/istio/discovery';
import { labelsOf } from '../../targets/istio/namespace-labels';
import { templateOf } from './pods';

const INJECTOR = 'sidecar-injector.istio.io', REVISION = 'istio.io/rev', NAMESPACE = 'istio-injection';

/** A gateway's pods have no image before an injector gives them one, and whose it is, or whether it is any, is for the labels of their namespace to say first. */
export function gatewaysAreInjected(built: BuiltModel, gateways: readonly RunsGateway[], written: () => readonly Manifest[]): readonly Diagnostic[] {
  if (gateways.length === 0) return [];
  const objects = written();
  const configurations = objects.filter((o) => o.kind === 'MutatingWebhookConfiguration') as unknown as readonly MutatingWebhookConfiguration[];
  const webhooks = configurations.flatMap(({ metadata, webhooks: hooks = [] }) => hooks.filter((hook) => hook.name.endsWith(INJECTOR)).map((hook) => ({ revision: metadata?.labels?.[REVISION], hook })));
  // Of injectors that are written elsewhere nothing is known.
  if (webhooks.length === 0) return [];
  return gateways.flatMap((gateway): readonly Diagnostic[] => {
    const template = templateOf(gateway, objects);
    const namespace = namespaceOf(gateway, built, objects);
    if (template === undefined || namespace === undefined) return [];
    const pod = template.metadata?.labels ?? {};
    const takes = webhooks.filter(({ hook }) => selects(hook.namespaceSelector ?? {}, { ...namespace.labels, [NAME]: gateway.namespace }, namespace.all) !== false && selects(hook.objectSelector ?? {}, pod, true) !== false);
    const asked = pod[REVISION];
    // Revisions that answer to the name, maybe a tag's, which the pods ask for.
    const own = new Set(asked === undefined ? [] : webhooks.filter(({ hook }) => hook.name.startsWith('rev.object') && selects(hook.objectSelector ?? {}, { [REVISION]: asked }, true)).map(({ revision }) => revision));
    const others = takes.filter(({ revision }) => own.size > 0 && !own.has(revision));
    if (takes.length > 0 && others.length < takes.length) return [];
    const says = [NAMESPACE, REVISION].filter((label) => label in namespace.labels).map((label) => `${label}: ${namespace.labels[label]}`).join(', ');
    const common = { code: 'MESH1451', path: gateway.node.path, ...(namespace.path !== undefined && { related: [{ path: namespace.path, message: 'the namespace is' }] }), help: `let the namespace say nothing of injection, as the gateway does when it writes it itself${asked === undefined ? '' : `; or label it ${REVISION}: ${asked}`}` };
    if (takes.length === 0) return [{ ...common, severity: 'error', message: `no injector takes the pods of gateway '${gateway.node.id}', which would have no image: its namespace says ${says || 'nothing of injection'}` }];
    return [{ ...common, severity: 'warning', message: `gateway '${gateway.node.id}' asks for the proxies of '${String(asked)}', and its namespace, which is asked first, for another: ${says}` }];
  });
}

interface Known { readonly labels: Labels; /** Whether it has no others. */ readonly all: boolean; readonly path?: string }
/** What is known of a gateway's namespace; `undefined`: nobody writes it here. */
function namespaceOf({ namespace }: RunsGateway, { model, targets }: BuiltModel, objects: readonly Manifest[]): Known | undefined {
  const written = objects.find((o) => o.kind === 'Namespace' && o.metadata.name === namespace);
  if (written) return { labels: written.metadata.labels ?? {}, all: true };
  const declared = model.namespaces.find((n) => n.name === namespace && (n.manage === 'create' || n.manage === 'label'));
  const target = declared && targets.get(declared.mesh);
  if (!declared || !(target instanceof Istio)) return undefined;
  return { labels: labelsOf(declared, target.settings), all: declared.manage === 'create', path: declared.origin.path };
}
