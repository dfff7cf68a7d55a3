import type { Manifest } from '../../manifests/manifest';
import { AT_ONCE, PATCH_FORCE, pulumiHint, UNTIL_FILLED, type PulumiHint } from '../../manifests/pulumi-hints';
import { stageOf } from './order';

/** A tool that applies manifests and reads annotations. */
export type Hints = readonly ('pulumi' | 'argocd' | 'flux')[];
type Annotations = Readonly<Record<string, string>>;

/** The object with what the tools that apply it are told. What it says already stays. */
export function hinted(manifest: Manifest, hints: Hints = ['pulumi', 'argocd', 'flux'], istiod: 'here' | 'elsewhere' = 'here'): Manifest {
  const said: Annotations = { ...Object.assign({}, ...hints.map((tool) => TOOLS[tool](manifest, istiod))), ...manifest.metadata.annotations };
  const keys = Object.keys(said).sort();
  if (keys.length === 0) return manifest;
  const { annotations: _own, ...metadata } = manifest.metadata;
  return { ...manifest, metadata: { annotations: Object.fromEntries(keys.map((key) => [key, said[key]!])), ...metadata } };
}

const TOOLS: Readonly<Record<Hints[number], (m: Manifest, istiod: 'here' | 'elsewhere') => Annotations>> = { pulumi, argocd, flux };

const isWebhook = ({ kind }: Manifest): boolean => kind === 'MutatingWebhookConfiguration' || kind === 'ValidatingWebhookConfiguration';
type ClientConfig = { readonly url?: string; readonly caBundle?: string };
const clientConfig = ({ webhooks }: Manifest): ClientConfig => (webhooks as readonly { readonly clientConfig?: ClientConfig }[] | undefined)?.[0]?.clientConfig ?? {};
const isLoadBalancer = (m: Manifest): boolean => m.kind === 'Service' && (m.spec as { type?: string } | undefined)?.type === 'LoadBalancer';
/** Not healthy before pods run, or before a cloud gave an address, which some never do. */
const isSlow = (m: Manifest): boolean => m.kind === 'HorizontalPodAutoscaler' || m.kind === 'PodDisruptionBudget' || isLoadBalancer(m);
/** Deleted, they take with them what users made, or the keys of the mesh's CA. */
const isPrecious = ({ kind }: Manifest): boolean => kind === 'CustomResourceDefinition' || kind === 'Namespace';

/** What Pulumi does not wait for by itself. Fields that others wrote are taken back only where they are written here. */
function pulumi(m: Manifest, istiod: 'here' | 'elsewhere'): Annotations {
  if (isWebhook(m)) return Object.fromEntries([[PATCH_FORCE, 'true'], awaitedWebhook(clientConfig(m), istiod)]);
  const hint = pulumiHint(m);
  return hint ? Object.fromEntries([hint]) : {};
}

/** Once istiod can be called, what comes after is checked, and injected. One elsewhere is let in later, by hand, or has a certificate that everybody trusts. */
function awaitedWebhook({ url, caBundle }: ClientConfig, istiod: 'here' | 'elsewhere'): PulumiHint {
  return caBundle === undefined && (istiod === 'elsewhere' || url !== undefined) ? AT_ONCE : UNTIL_FILLED;
}

/** Argo CD waits until a wave is healthy. Waves end before 0, where a mesh's own objects are. */
function argocd(m: Manifest): Annotations {
  const stage = stageOf(m);
  const options = [
    ...(isPrecious(m) ? ['Delete=false', 'Prune=false'] : []),
    // The client would keep a second copy of a schema in an annotation; what istiod writes into a webhook stays its own.
    ...(m.kind === 'CustomResourceDefinition' || isWebhook(m) ? ['ServerSideApply=true'] : []),
  ];
  return {
    ...(options.length > 0 && { 'argocd.argoproj.io/sync-options': options.join(',') }),
    ...(stage < LAST && !isSlow(m) && { 'argocd.argoproj.io/sync-wave': String(stage - LAST) }),
  };
}
/** The stage of everything that is no part of a control plane. */
const LAST = stageOf({ kind: '' });

/** Flux applies namespaces and CRDs first by itself; it knows no order after that, but tries again. */
function flux(m: Manifest): Annotations {
  // Definitions are long, and have none.
  const substitutes = m.kind !== 'CustomResourceDefinition' && JSON.stringify(m).includes('${');
  return {
    ...(isPrecious(m) && { 'kustomize.toolkit.fluxcd.io/prune': 'disabled' }),
    // Its variables are written like this too.
    ...(substitutes && { 'kustomize.toolkit.fluxcd.io/substitute': 'disabled' }),
  };
}
