import { defined } from '../../../constructs/arguments';
import type { Manifest } from '../../../manifests/manifest';
import type { EndpointSlice, MutatingWebhookConfiguration, Service } from '../../../manifests/types';
import type { RemoteProps } from '../props/remote';
import { READER_ACCOUNT } from '../settings/reader';

/** What objects say of an istiod that is in another cluster. */
export interface Elsewhere {
  readonly remote: RemoteProps;
  readonly namespace: string;
  /** `undefined`: the default revision. */
  readonly revision?: string;
  readonly clusterName: string;
  readonly network?: string;
}

/** Name of a revision as objects say it; `undefined`: the default one. */
export const named = (revision: string | undefined): string | undefined => (revision === undefined || revision === '' || revision === 'default' ? undefined : revision);

/** Read back from the webhook that injects, and from the Service that leads there; `undefined`: istiod is here, or the objects are not a control plane's. */
export function remoteOf(objects: readonly Manifest[]): Elsewhere | undefined {
  const injector = objects.find((o) => o.kind === 'MutatingWebhookConfiguration' && o.metadata.name.startsWith('istio-sidecar-injector')) as unknown as MutatingWebhookConfiguration | undefined;
  const hook = injector?.webhooks?.[0];
  if (!hook) return undefined;
  const revision = named(injector.metadata?.labels?.['istio.io/rev']);
  const name = revision === undefined ? 'istiod' : `istiod-${revision}`;
  const runs = objects.some((o) => o.kind === 'Deployment' && o.metadata.name === name);
  const local = runs && objects.some((o) => o.kind === 'Service' && o.metadata.name === `${name}-remote`);
  if (runs && !local) return undefined;
  const { url, service, caBundle } = hook.clientConfig;
  const at = url === undefined ? undefined : new URL(url);
  const address = addressOf(objects, local ? `${name}-remote` : name);
  if (address === undefined && at === undefined) return undefined;
  const injectionPath = at?.pathname ?? service?.path ?? '/inject';
  const told = pairsOf(injectionPath);
  return {
    revision, clusterName: told.get('cluster') ?? 'Kubernetes', network: told.get('net'),
    namespace: service?.namespace ?? accountOf(objects) ?? 'istio-system',
    remote: defined<RemoteProps>({
      address, webhookUrl: at?.origin, webhookCa: caBundle === undefined ? undefined : Buffer.from(caBundle, 'base64').toString(),
      injectionPath, configCluster: !local && objects.some((o) => o.kind === 'Role' && o.metadata.name === name), localInjector: local,
    }),
  };
}

function addressOf(objects: readonly Manifest[], name: string): string | undefined {
  const of = (kind: string): Manifest | undefined => objects.find((o) => o.kind === kind && o.metadata.name === name);
  const slice = of('EndpointSlice') as unknown as EndpointSlice | undefined;
  return (of('Service') as unknown as Service | undefined)?.spec?.externalName ?? slice?.endpoints?.[0]?.addresses[0];
}

/** Namespace of the account that istiods of other clusters have. */
const accountOf = (objects: readonly Manifest[]): string | undefined => objects.find((o) => o.kind === 'ServiceAccount' && o.metadata.name === READER_ACCOUNT)?.metadata.namespace;

function pairsOf(path: string): ReadonlyMap<string, string> {
  const [, , ...parts] = path.split('/');
  return new Map(parts.flatMap((part, i): [string, string][] => (i % 2 === 0 && parts[i + 1] !== undefined ? [[part, parts[i + 1]!.replaceAll('--slash--', '/')]] : [])));
}
