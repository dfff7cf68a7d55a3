import { CallError } from '../../../constructs/call-error';
import type { Manifest } from '../../../manifests/manifest';
import { readYaml } from '../../../manifests/yaml';
import type { MeshConfig } from '../generated/mesh-config';
import type { RemoteProps } from '../props/remote';
import { named, remoteOf, type Elsewhere } from './remote-facts';

/** What installed objects say about the control plane that they are. */
export interface ChartFacts {
  readonly namespace: string;
  /** `undefined`: the default revision. */
  readonly revision?: string;
  readonly clusterDomain: string;
  readonly clusterName: string;
  /** Known of clusters whose istiod is elsewhere only. */
  readonly network?: string;
  readonly trustDomain: string;
  readonly meshConfig: MeshConfig;
  /** The revision that validates objects that name none; `false`: there is none. */
  readonly defaultRevision: string | false;
  /** Names that stand for the revision. */
  readonly tags: readonly string[];
  readonly hub?: string;
  readonly tag?: string;
  /** Where the node agents run; `undefined`: there are none. */
  readonly cni?: string;
  readonly ztunnel?: string;
  /** Where the istiod is that serves the cluster; `undefined`: among the objects. */
  readonly remote?: RemoteProps;
}

/** Read back from what Helm rendered: by the fields that istiod itself goes by. */
export function factsOf(at: string, objects: readonly Manifest[]): ChartFacts {
  const elsewhere = remoteOf(objects);
  if (elsewhere && !elsewhere.remote.localInjector) return factsOfRemote(objects, elsewhere);
  const pilots = objects.filter((o) => o.kind === 'Deployment' && container(o)?.args?.[0] === 'discovery');
  if (pilots.length !== 1) throw new CallError(at, `the rendered objects have ${pilots.length === 0 ? 'no Deployment' : `${pilots.length} Deployments`} of istiod`, 'render the charts base and istiod of one revision, and cni and ztunnel where they are used');
  const pilot = pilots[0]!, { args = [], env = [], image = '' } = container(pilot)!;
  const value = (name: string): string | undefined => env.find((e) => e.name === name)?.value;
  const revision = named(value('REVISION'));
  const namespace = pilot.metadata.namespace ?? 'istio-system';
  const name = revision === undefined ? 'istio' : `istio-${revision}`;
  const config = objects.find((o) => o.kind === 'ConfigMap' && o.metadata.name === name && o.metadata.namespace === namespace);
  if (!config) throw new CallError(at, `the rendered objects have no ConfigMap '${name}' in '${namespace}'`, 'it holds the mesh config, without which nothing is known of the mesh');
  const meshConfig = configIn(config);
  const [, hub, tag] = /^(.+)\/[^/:]+:([^:@]+)$/.exec(image) ?? [];
  return {
    ...shared(objects), remote: elsewhere?.remote, namespace, revision, meshConfig, hub, tag: tag?.replace(/-(debug|distroless)$/, ''),
    clusterDomain: flag(args, 'domain') ?? 'cluster.local', clusterName: value('CLUSTER_ID') ?? 'Kubernetes', trustDomain: meshConfig.trustDomain ?? 'cluster.local',
  };
}

/** What does not depend on where istiod is. */
function shared(objects: readonly Manifest[]): Pick<ChartFacts, 'defaultRevision' | 'tags' | 'cni' | 'ztunnel'> {
  const agent = (which: string): string | undefined => objects.find((o) => o.kind === 'DaemonSet' && o.metadata.name === which)?.metadata.namespace;
  return {
    defaultRevision: objects.find((o) => o.kind === 'ValidatingWebhookConfiguration' && o.metadata.name === 'istiod-default-validator')?.metadata.labels?.['istio.io/rev'] ?? false,
    tags: objects.flatMap((o) => (o.kind === 'MutatingWebhookConfiguration' && o.metadata.labels?.['istio.io/tag'] !== undefined ? [o.metadata.labels['istio.io/tag']] : [])),
    cni: agent('istio-cni-node'), ztunnel: agent('ztunnel'),
  };
}

/** Of a cluster whose istiod is elsewhere: what is written for that here. */
function factsOfRemote(objects: readonly Manifest[], { remote, revision, namespace, clusterName, network }: Elsewhere): ChartFacts {
  const config = objects.find((o) => o.kind === 'ConfigMap' && o.metadata.name === (revision === undefined ? 'istio' : `istio-${revision}`));
  const meshConfig = configIn(config);
  return { ...shared(objects), namespace, revision, remote, clusterName, network, meshConfig, clusterDomain: 'cluster.local', trustDomain: meshConfig.trustDomain ?? 'cluster.local' };
}
const configIn = (config: Manifest | undefined): MeshConfig => (readYaml((config?.data as Readonly<Record<string, string>> | undefined)?.mesh ?? '').documents[0]?.value ?? {}) as MeshConfig;
/** As `--name value` or `--name=value`. */
function flag(args: readonly string[], name: string): string | undefined {
  const i = args.findIndex((arg) => arg === `--${name}` || arg.startsWith(`--${name}=`));
  return i < 0 ? undefined : args[i] === `--${name}` ? args[i + 1] : args[i]!.slice(name.length + 3);
}

interface Pilot { readonly args?: readonly string[]; readonly env?: readonly { readonly name: string; readonly value?: string }[]; readonly image?: string }
const container = (o: Manifest): Pilot | undefined => (o.spec as { readonly template?: { readonly spec?: { readonly containers?: readonly Pilot[] } } } | undefined)?.template?.spec?.containers?.[0];
