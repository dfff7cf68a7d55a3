import type { Said } from './compare';
import type { Input } from './inputs';

/** A difference that is meant. `missed`: Istio says it, we do not; `more`: we say it, Istio does not. */
interface Explanation { readonly side: 'missed' | 'more'; readonly code: string; readonly why: string; readonly holds: (said: Said, input: Input) => boolean }

const missed = (code: string, why: string, holds: Explanation['holds'] = () => true): Explanation => ({ side: 'missed', code, why, holds });
/** By our code. */
const more = (code: string, why: string, holds: Explanation['holds'] = () => true): Explanation => ({ side: 'more', code, why, holds });
const says = (pattern: RegExp) => (said: Said): boolean => pattern.test(said.message);
const reads = (pattern: RegExp) => (_: Said, input: Input): boolean => pattern.test(input.yaml);

/** Where our checks and Istio's analyzers differ, and why ours is meant so. A difference that is not here fails the suite. */
const explanations: readonly Explanation[] = [
  // ── references ──
  missed('IST0101', 'a Secret that cert-manager, external-secrets or sealed-secrets makes is known by what asks for it', (said, input) => says(/credentialName not found/)(said) && /cert-manager\.io|external-secrets\.io|SealedSecret/.test(input.yaml)),
  missed('IST0101', 'a credential with a scheme is no Secret: somebody else serves it', says(/credentialName not found: "[\w-]+:\/\//)),
  missed('IST0101', 'ServiceEntries of one host have their ports together; the analyzer looks at the last of them', says(/host:port not found/)),
  missed('IST0101', 'a DestinationRule with a wildcard declares subsets for the hosts that it covers; the analyzer compares texts', (said, input) => /host\+subset/.test(said.message) && /host: '?\*\./.test(input.yaml)),
  missed('IST0101', 'namespaces of the cluster itself hold Services that no input has', says(/host not found: "[\w.-]+\.kube-system\./)),
  more('MESH2051', 'the analyzer looks from the namespace of the VirtualService, we from those of all clients and gateways that have it, and by the default export of the mesh'),
  more('MESH2007', 'gateways that a match names are references too; the analyzer looks at the list of the VirtualService alone', (said) => /no Gateway/.test(said.message)),
  more('MESH2011', 'credentialNames and caCertCredentialName are references too', (_, input) => /credentialNames|caCertCredentialName/.test(input.yaml)),
  missed('IST0161', 'a Secret without any data stands for one that somebody else fills'),
  missed('IST0174', 'a DestinationRule may be for a wildcard that covers hosts, or for all; the analyzer looks for a host of that very text', says(/The host \*/)),
  missed('IST0173', 'labels that the cluster or a controller adds to pods are not known from manifests', reads(/topology\.|pod-template-hash/)),
  missed('IST0173', 'endpoints of a Service without selector are written by somebody else', (_, input) => /kind: Service\nmetadata: \{ name: db/.test(input.yaml)),
  more('MESH2005', 'a subset chooses among the endpoints of its host; the analyzer takes any pod with the labels, of any Service and namespace'),
  missed('IST0127', 'a policy with targetRefs is for its targets, whose pods need no labels', reads(/targetRefs/)),
  more('MESH2054', 'workloads are those of templates; one without a proxy has nothing that holds a policy', (said) => /has no proxy/.test(said.message)),

  // ── routing ──
  more('MESH2103', 'reachability is proven over all conditions, sources and several rules together; Istio compares prefixes and equal matches'),
  missed('IST0131', 'Istio takes a rule without a method for one of GET, so that one for GET is said to take other methods too', reads(/method/)),
  missed('IST0131', 'Istio leaves headers that are expressions out of the comparison', reads(/regex/)),
  missed('IST0130', 'a rule that delegates takes what the delegate\'s rules take, and nothing where the delegate is broken', reads(/delegate/)),
  missed('IST0140', 'a VirtualService that is bound to the gateway as well holds there; one with rules with and without a subset speaks for itself', reads(/gateways: \[mesh, edge\/public\]/)),
  more('MESH2109', 'hosts are compared in full; the analyzer compares texts'),
  more('MESH2108', 'every gateway and host is looked at by itself; the analyzer is silent when any host fits'),
  more('MESH2101', 'a host is the same in any spelling, and in lower case'),

  // ── ports ──
  missed('IST0118', 'who speaks for pods without a proxy, or for gateways, asks nobody to know the protocol', (_, input) => /sidecar\.istio\.io\/inject: "false"|inject\.istio\.io\/templates: gateway/.test(input.yaml)),
  missed('IST0144', 'a container that says another user is none of the proxy\'s; a gateway is one', (_, input) => /istio-proxy/.test(input.yaml)),
  // ── gateways ──
  missed('IST0138', 'a connection is reused for hosts of one port whose certificate is shown; the same hosts twice are told as such', says(/Duplicate certificate/)),
  more('MESH2501', 'a TLS name is one, whatever namespace may route it; selectors are compared by the pods that they find, not by their text'),
  // ── workloads ──
  missed('IST0102', 'a namespace without pods, or whose pods all speak for themselves, need not say more'),
  more('MESH2756', 'a pod that refuses injection, or has the network of its node, is not injected; the analyzer looks at selectors of webhooks alone'),
  more('MESH2754', 'kinds that are gone are told of definitions and of objects; the analyzer is not given them', says(/no longer has the kind/)),
  more('MESH2753', 'istioctl tells of alpha annotations in its precheck, not in the analysis'),
  missed('IST0151', 'the analyzer comes upon EnvoyFilters in no order: whether it knows already that another is for some versions of the proxy differs from run to run', reads(/proxyVersion/)),
  more('MESH2654', 'the same', says(/another is for some versions/)),
  missed('IST0133', 'that an EnvoyFilter is one is no finding', says(/EnvoyFilter exposes internal/)),
];

/** Why a difference is meant; undefined where it is not. */
export function explain(side: Explanation['side'], said: Said, input: Input): string | undefined {
  return explanations.find((e) => e.side === side && (side === 'missed' ? said.code === e.code : said.own === e.code) && e.holds(said, input))?.why;
}
export const reasons: readonly string[] = explanations.map((e) => `${e.code} (${e.side === 'more' ? 'only ours' : 'only Istio\'s'}): ${e.why}`);
