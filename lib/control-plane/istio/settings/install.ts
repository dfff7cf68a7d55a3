import { dnsLabel, defined, oneOf } from '../../../constructs/arguments';
import type { IstioControlPlaneProps } from '../props/control-plane';
import { nodeAgents } from './node-agents';
import { writesNamespace } from './own-namespaces';
import type { ReaderSettings } from './reader';
import { runsHere, type RemoteSettings } from './remote';
import type { RevisionSettings } from './revision';

/** What a cluster has once, whatever revisions run in it. */
export interface InstallSettings {
  /** Namespace of istiod. */
  readonly namespace: string;
  readonly createNamespace: boolean;
  /** Pod Security level that the namespace enforces; `undefined`: none is written. */
  readonly podSecurity?: 'restricted' | 'privileged';
  /** Network of the cluster, a label of the namespace. */
  readonly network?: string;
  /** Where the istiod is that serves this cluster; `undefined`: here. */
  readonly remote?: RemoteSettings;
  /** Whom istiods of other clusters are here. */
  readonly reader?: ReaderSettings;
  readonly crds: boolean;
  /** Validates objects that name no revision: its names' suffix and `istio.io/rev`. */
  readonly defaultRevision?: Pick<RevisionSettings, 'rev' | 'suffix'>;
  readonly validationFailurePolicy?: 'Fail' | 'Ignore';
  readonly stableApisOnly: boolean;
  /** Secrets that images are pulled with. */
  readonly pullSecrets: readonly string[];
  /** Istiod's pods are of the cluster-critical class, which some clouds admit into a namespace by a quota only. */
  readonly criticalPodsQuota: boolean;
}

export function installSettings(at: string, props: IstioControlPlaneProps, first: RevisionSettings): InstallSettings {
  oneOf(at, 'version', props.version ?? '1.31', ['1.31']);
  oneOf(at, 'scope', props.scope ?? 'all', ['all', 'cluster', 'namespace']);
  oneOf(at, 'crds', props.crds ?? 'install', ['install', 'skip']);
  const { namespace } = first;
  // What users bring may be anything.
  const restricted = first.restricted && props.istiod?.initContainers === undefined && props.istiod?.volumes === undefined;
  const named = props.defaultRevision === undefined ? (first.webhooks.validation ? first.rev : undefined) : props.defaultRevision === false ? undefined : dnsLabel(at, 'defaultRevision', props.defaultRevision);
  const privileged = Object.values(nodeAgents(props, namespace)).some((agent) => agent.wanted && agent.namespace === namespace);
  return defined({
    namespace, createNamespace: writesNamespace(at, namespace, props.createNamespace),
    podSecurity: privileged ? 'privileged' : restricted ? 'restricted' : undefined,
    network: props.network, remote: first.remote, reader: first.reader, pullSecrets: first.image.pullSecrets, crds: (props.crds ?? 'install') === 'install',
    defaultRevision: named === undefined ? undefined : { rev: named, suffix: named === 'default' ? '' : `-${named}` },
    validationFailurePolicy: props.validationFailurePolicy, stableApisOnly: props.stableApisOnly ?? false,
    criticalPodsQuota: runsHere(first) && props.platform === 'gke' && namespace !== 'kube-system' && first.istiod.priorityClassName === 'system-cluster-critical',
  }) as InstallSettings;
}
