import { defined, dnsLabel, hostname, oneOf } from '../../../constructs/arguments';
import { CallError } from '../../../constructs/call-error';
import type { MeshConfig } from '../generated/mesh-config';
import { meshConfigViolations, meshNetworksViolations } from '../mesh-config/validate';
import { CertificateAuthority } from '../props/authority';
import type { IstioControlPlaneProps, RevisionProps } from '../props/control-plane';
import { GATEWAY_CLASS_KINDS } from '../props/gateway-class';
import { istiodEnv, istiodSettings, selector } from './istiod';
import { meshConfigOf } from './mesh-config';
import { nodeAgents } from './node-agents';
import { platformFacts } from './platforms';
import { PROFILES } from './profiles';
import { injectionSettings, proxySettings, waypointSettings } from './proxy';
import { readerSettings } from './reader';
import { remoteSettings } from './remote';
import type { ImageSettings, RevisionSettings } from './revision';
import { checkWords } from './words';

/** The newest patch release that these objects were compared with. */
export const DEFAULT_TAG = '1.31.1';
const DEFAULT_HUB = 'registry.istio.io/release';

/** Everything about one revision. `own` is what a second revision says differently: given, a prop replaces the control plane's as a whole. */
export function revisionSettings(at: string, props: IstioControlPlaneProps, revision: string | undefined, own: RevisionProps = {}): RevisionSettings {
  const profile = oneOf(at, 'profile', props.profile ?? 'production', ['production', 'dev', 'upstream']);
  const defaults = PROFILES[profile];
  const given: IstioControlPlaneProps = { ...props, ...defined(own) };
  checkWords(at, given);
  if (revision !== undefined) checkRevision(at, revision);
  const namespace = dnsLabel(at, 'namespace', props.namespace ?? 'istio-system');
  const suffix = revision === undefined ? '' : `-${revision}`;
  const ambient = (props.ambient ?? false) !== false;
  const { cni, ztunnel } = nodeAgents(props, namespace);
  const { constraint, provider } = platformFacts(props.platform);
  const image = imageSettings(given, ambient);
  const ca = (props.ca ?? CertificateAuthority.selfSigned()).facts;
  const trustDomain = trustDomainOf(at, props, given.meshConfig?.trustDomain);
  const restricted = props.restricted ?? defaults.restricted;
  checkMeshConfig(at, given);
  const remote = remoteSettings(at, given);
  const base = { suffix, namespace, trustDomain, meshId: props.meshId, image, ambient, ca, remote };
  const meshConfig = meshConfigOf({ ...base, accessLogFile: defaults.accessLogFile }, given.meshConfig);
  if (ca.kind === 'kubernetes') checkRoot(at, ca.signer, meshConfig);
  const proxy = proxySettings(at, given.proxy ?? {}, defaults, restricted);
  return defined({
    ...base, reader: readerSettings(at, props, namespace), servesRemotes: props.servesRemotes ?? false, webhooks: { injection: props.webhooks?.injection ?? true, validation: props.webhooks?.validation ?? true },
    revision, rev: revision ?? 'default', profile, platform: props.platform,
    clusterDomain: hostname(at, 'clusterDomain', props.clusterDomain ?? 'cluster.local', false),
    clusterName: props.clusterName ?? 'Kubernetes', network: props.network,
    caAddress: ca.kind === 'istio-csr' ? ca.address : undefined,
    certProvider: ca.kind === 'kubernetes' ? `k8s.io/${ca.signer}` : 'istiod',
    // Captured by the CNI plugin only where sidecars are told so: ambient alone leaves their init containers as they are.
    cni: cni.wanted && (props.cni !== undefined || constraint !== undefined) ? { provider: (typeof props.cni === 'object' ? props.cni.provider : undefined) ?? provider, namespace: cni.namespace } : undefined,
    trustedNodeAccount: `${ztunnel.namespace}/ztunnel`,
    networkPolicy: props.networkPolicy ?? false, restricted,
    istiod: istiodSettings(at, given.istiod ?? {}, defaults, { env: istiodEnv(given, ca, ambient, defaults), labels: selector(revision), agents: cni.namespace, namespace }),
    proxy, waypoint: waypointSettings(given, proxy),
    injection: injectionSettings(given, at),
    meshConfig, meshNetworks: given.meshNetworks ?? {},
    logLevel: given.logLevel ?? 'default:info', logAsJson: given.logAsJson ?? false,
    validationFailurePolicy: given.validationFailurePolicy, gatewayClasses: gatewayClassesOf(at, given), stableApisOnly: given.stableApisOnly ?? false,
  }) as RevisionSettings;
}

function checkRevision(at: string, revision: string): void {
  if (typeof revision === 'string' && revision.includes('.')) throw new CallError(at, `revision must be a name without dots, not '${revision}'`, `write the dots as dashes: '${revision.replaceAll('.', '-')}'`);
  dnsLabel(at, 'revision', revision);
  if (revision === 'default') throw new CallError(at, "'default' is the name that a control plane without a revision has", 'leave the revision out');
  if (revision.length > 56) throw new CallError(at, `revision must be up to 56 characters, not ${revision.length}`, 'istiod-<revision> names objects');
}

/** Said as a prop, or where istiod reads it; not twice in two ways. */
function trustDomainOf(at: string, { trustDomain }: IstioControlPlaneProps, configured: string | undefined): string {
  if (trustDomain !== undefined && configured !== undefined && configured !== trustDomain) throw new CallError(at, `trustDomain is '${trustDomain}', and meshConfig.trustDomain '${configured}'`, 'leave one of them out');
  return hostname(at, 'trustDomain', trustDomain ?? configured ?? 'cluster.local', false);
}

/** Istiod does not start, or ignores all of it, when its mesh config is wrong: everything about it is said here, at once. */
function checkMeshConfig(at: string, { meshConfig, meshNetworks }: RevisionProps): void {
  const wrong = [
    ...(meshConfig === undefined ? [] : meshConfigViolations(meshConfig).map((v) => ({ ...v, path: `meshConfig${v.path && `.${v.path}`}` }))),
    ...(meshNetworks === undefined ? [] : meshNetworksViolations({ networks: meshNetworks }).map((v) => ({ ...v, path: v.path.replace(/^networks/, 'meshNetworks') }))),
  ].filter((v) => v.level === 'error');
  if (wrong.length) throw new CallError(at, wrong.map((v) => `${v.path}: ${v.message}${v.help ? ` (${v.help})` : ''}`).join('\n  '));
}

/** Istiod asks the signer for its own certificate when it starts, and ends if it does not know how to verify it. */
function checkRoot(at: string, signer: string, { caCertificates = [] }: MeshConfig): void {
  if (!caCertificates.some((c) => c.certSigners?.includes(signer) && c.pem)) throw new CallError(at, `no root certificate is given for the signer '${signer}'`, `give it to the authority: CertificateAuthority.kubernetesSigner('${signer}', { rootCertificate: … })`);
}

/** A word that istiod does not know would stop it from deploying any gateway of the class. */
function gatewayClassesOf(at: string, { gatewayClasses = {} }: RevisionProps): RevisionSettings['gatewayClasses'] {
  for (const [name, overlays] of Object.entries(gatewayClasses)) {
    hostname(at, 'the name of a class in gatewayClasses', name, false);
    for (const kind of Object.keys(overlays)) oneOf<string>(at, `a key of gatewayClasses.${name}`, kind, GATEWAY_CLASS_KINDS);
  }
  return gatewayClasses as RevisionSettings['gatewayClasses'];
}

function imageSettings({ image = {} }: RevisionProps, ambient: boolean): ImageSettings {
  return defined({
    hub: image.hub ?? DEFAULT_HUB, tag: image.tag ?? DEFAULT_TAG, variant: image.variant ?? (ambient ? 'distroless' : undefined), pullPolicy: image.pullPolicy, pullSecrets: image.pullSecrets ?? [],
  });
}
