import { defined, hostname, show } from '../../../constructs/arguments';
import { CallError } from '../../../constructs/call-error';
import { isAddress } from '../../../manifests/rules/syntax/address';
import type { IstioControlPlaneProps } from '../props/control-plane';
import { certificatesProblem } from '../props/pem';

/** A cluster whose istiod is elsewhere. */
export interface RemoteSettings {
  /** Host name or address of the istiod that serves it. */
  readonly address?: string;
  /** Without a path, and without a slash at its end. */
  readonly webhookUrl?: string;
  /** As webhooks carry it: base64 of PEM text. */
  readonly caBundle?: string;
  readonly injectionPath: string;
  readonly controlPlaneClusters: readonly string[];
  readonly configCluster: boolean;
  readonly localInjector: boolean;
}

/** What an istiod has whose pods run here, whatever serves the proxies. */
export const runsHere = ({ remote }: { readonly remote?: RemoteSettings }): boolean => remote === undefined || remote.localInjector;
/** Whether an istiod, here or elsewhere, has an account here, and its configuration. */
export const keepsConfig = ({ remote }: { readonly remote?: RemoteSettings }): boolean => remote?.configCluster || runsHere({ remote });

/** Name of the Service that leads to the istiod which configures the proxies. */
export const discoveryService = (suffix: string, remote: RemoteSettings | undefined): string => `istiod${suffix}${remote?.localInjector ? '-remote' : ''}`;

export function remoteSettings(at: string, props: IstioControlPlaneProps): RemoteSettings | undefined {
  const { remote, clusterName, network, webhooks } = props;
  if (remote === undefined) return undefined;
  const { address, webhookUrl, webhookCa, injectionPath, controlPlaneClusters = ['*'], configCluster = false, localInjector = false } = remote;
  if (address === undefined && webhookUrl === undefined) throw new CallError(at, 'remote does not say where its istiod is', "give the address of the primary's gateway: remote: { address: '192.0.2.10' }, or of an external control plane's webhooks: remote: { webhookUrl: 'https://istiod.example.com:15017' }");
  if (props.servesRemotes) throw new CallError(at, 'remote and servesRemotes exclude each other: one cluster serves, the other is served', 'leave one of them out');
  // Of two clusters of one name istiod takes the pods for one cluster's.
  if (clusterName === undefined) throw new CallError(at, 'a remote cluster has a name of its own among those of the mesh', "say clusterName: 'cluster2', the name that its remote secret has too");
  if (localInjector && address === undefined) throw new CallError(at, 'remote.localInjector injects proxies for an istiod elsewhere, and nothing says where that is', 'say remote.address');
  if (localInjector && webhookUrl !== undefined) throw new CallError(at, 'remote.webhookUrl and remote.localInjector exclude each other: pods are injected there, or here', 'leave one of them out');
  if (webhooks?.injection === false && webhookUrl !== undefined) throw new CallError(at, 'remote.webhookUrl says where pods are injected, and webhooks.injection that they are not', 'leave one of them out');
  for (const name of controlPlaneClusters) if (typeof name !== 'string' || !/^(\*|[^\s,*]+)$/.test(name)) throw new CallError(at, `remote.controlPlaneClusters must be names of clusters, not ${show(name)}`, "as ['cluster1'], or ['*'] for any");
  if (controlPlaneClusters.length === 0) throw new CallError(at, 'remote.controlPlaneClusters names no cluster: nobody would bring the root certificate here', 'leave it out, and any may');
  if (webhookCa !== undefined && props.validationFailurePolicy === 'Ignore') throw new CallError(at, "remote.webhookCa is what webhooks are verified with from the start: validationFailurePolicy 'Ignore' would only let everything pass", 'leave validationFailurePolicy out');
  checkIdle(at, props);
  return defined<RemoteSettings>({
    address: address === undefined ? undefined : place(at, address), webhookUrl: webhookUrl === undefined ? undefined : origin(at, webhookUrl),
    caBundle: webhookCa === undefined ? undefined : Buffer.from(pem(at, webhookCa)).toString('base64'),
    injectionPath: injectionPath === undefined ? `/inject/cluster/${segment(clusterName)}${network === undefined ? '' : `/net/${segment(network)}`}` : path(at, injectionPath),
    controlPlaneClusters, configCluster, localInjector,
  });
}

/** Istiod reads the path in pairs; a slash within a value is written like this. */
const segment = (value: string): string => value.replaceAll('/', '--slash--');

function place(at: string, address: string): string {
  if (typeof address === 'string' && isAddress(address)) return address;
  if (typeof address === 'string' && /^[\d.]+$/.test(address)) throw new CallError(at, `remote.address must be a host name or an address, not ${show(address)}`, "write an address as '192.0.2.10' or '2001:db8::10', without a port: istiod's are 15012 and 15017");
  return hostname(at, 'remote.address', address, false);
}

function origin(at: string, given: string): string {
  const refused = (why: string): CallError => new CallError(at, `remote.webhookUrl ${why}, not ${show(given)}`, "write it as 'https://istiod.example.com:15017': the paths of injection and validation are added");
  let url: URL;
  try { url = new URL(given); } catch { throw refused('must be a URL'); }
  if (url.protocol !== 'https:') throw refused('must begin with https://, as the API server wants it');
  if (url.username || url.password || url.search || url.hash || given.includes('?') || given.includes('#')) throw refused('must have neither a user nor a query');
  if (url.pathname !== '/') throw refused('must have no path');
  return `https://${url.host}`;
}

function path(at: string, given: string): string {
  if (typeof given !== 'string' || !/^\/inject(\/[^\s/?#]+\/[^\s/?#]+)*$/.test(given)) throw new CallError(at, `remote.injectionPath must be /inject and pairs of a name and a value, not ${show(given)}`, "write it as '/inject/cluster/cluster2/net/network2'");
  return given;
}

function pem(at: string, given: string): string {
  const problem = certificatesProblem(given, false);
  if (problem) throw new CallError(at, `remote.webhookCa ${problem.message}`, problem.help);
  return given;
}

/** Props of istiod that still say something where no pod of it runs. */
const WITHOUT_PODS: ReadonlySet<string> = new Set(['env', 'analysis', 'untaintNodes', 'serviceAnnotations', 'serviceAccountAnnotations', 'ipFamilies', 'ipFamilyPolicy']);

/** What would be written for nobody. */
function checkIdle(at: string, { remote, istiod = {}, proxy, injection }: IstioControlPlaneProps): void {
  if (remote?.localInjector) return;
  const idle = Object.keys(istiod).find((name) => istiod[name as keyof typeof istiod] !== undefined && !WITHOUT_PODS.has(name));
  if (idle !== undefined) throw new CallError(at, `istiod.${idle} is about istiod's pods, and none run in a remote cluster`, "say it to the primary's control plane");
  if (remote?.configCluster) return;
  if (proxy !== undefined) throw new CallError(at, 'proxy is what istiod injects, and that of the primary reads its own settings', "say it to the primary's control plane");
  const ours = new Set(['everyNamespace', 'reinvocation', 'webhookAnnotations']);
  const other = Object.keys(injection ?? {}).find((name) => injection![name as keyof typeof injection] !== undefined && !ours.has(name));
  if (other !== undefined) throw new CallError(at, `injection.${other} is read by istiod, and that of the primary reads its own settings`, "say it to the primary's control plane");
}
