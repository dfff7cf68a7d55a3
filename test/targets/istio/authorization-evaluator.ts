import type { AuthorizationPolicyOperation, AuthorizationPolicyRule, AuthorizationPolicySource } from '../../../lib/manifests/types';

/** What a proxy sees. Without `method` and `path` it is a connection that is no HTTP. */
export interface Seen {
  readonly identity?: string;
  readonly address: string;
  readonly port: number;
  readonly method?: string;
  readonly path?: string;
  /** Of a verified token; absent: there was none. */
  readonly claims?: Readonly<Record<string, string | readonly string[]>>;
}

/** Istio's rules, as its documentation and its proxy configuration have them: values of a list are alternatives, everything else holds together. */
export function matches(rule: AuthorizationPolicyRule, seen: Seen, action: 'ALLOW' | 'DENY'): boolean {
  const http = seen.method !== undefined;
  // On a connection that is no HTTP, an ALLOW rule with a condition of HTTP is left out, a DENY rule loses that condition.
  if (!http && action === 'ALLOW' && usesHttp(rule)) return false;
  const from = !rule.from || rule.from.some((f) => source(f.source!, seen, http));
  const to = !rule.to || rule.to.some((t) => operation(t.operation!, seen, http));
  const when = (rule.when ?? []).every(({ key, values, notValues }) => {
    if (!http) return true;
    const name = /^request\.auth\.claims\[(.*)\]$/.exec(key)![1];
    const claim = seen.claims?.[name];
    const has = (list: readonly string[]): boolean => claim !== undefined && list.some((v) => (typeof claim === 'string' ? claim === v : claim.includes(v)));
    return (!values || has(values)) && (!notValues || !has(notValues));
  });
  return from && to && when;
}
const usesHttp = (rule: AuthorizationPolicyRule): boolean => !!rule.when?.length
  || !!rule.from?.some(({ source: s }) => s!.requestPrincipals || s!.notRequestPrincipals)
  || !!rule.to?.some(({ operation: o }) => o!.methods || o!.notMethods || o!.paths || o!.notPaths || o!.hosts || o!.notHosts);

function source(s: AuthorizationPolicySource, seen: Seen, http: boolean): boolean {
  const principal = (p: string): boolean => seen.identity !== undefined && wildcard(p, seen.identity);
  const namespace = (n: string): boolean => seen.identity?.includes(`/ns/${n}/`) ?? false;
  const token = (p: string): boolean => seen.claims !== undefined && (p === '*' || p === `${String(seen.claims.iss)}/*`);
  const address = (b: string): boolean => inBlock(seen.address, b);
  return any(s.principals, principal) && none(s.notPrincipals, principal) && any(s.namespaces, namespace) && none(s.notNamespaces, namespace)
    && any(s.ipBlocks ?? s.remoteIpBlocks, address) && none(s.notIpBlocks ?? s.notRemoteIpBlocks, address)
    && (!http || (any(s.requestPrincipals, token) && none(s.notRequestPrincipals, token)));
}
function operation(o: AuthorizationPolicyOperation, seen: Seen, http: boolean): boolean {
  const port = (p: string): boolean => Number(p) === seen.port;
  const method = (m: string): boolean => m === seen.method, path = (p: string): boolean => wildcard(p, seen.path!);
  return any(o.ports, port) && none(o.notPorts, port)
    && (!http || (any(o.methods, method) && none(o.notMethods, method) && any(o.paths, path) && none(o.notPaths, path)));
}
const any = (list: readonly string[] | undefined, test: (v: string) => boolean): boolean => list === undefined || list.some(test);
const none = (list: readonly string[] | undefined, test: (v: string) => boolean): boolean => list === undefined || !list.some(test);
const wildcard = (pattern: string, text: string): boolean => (pattern === '*' ? text.length > 0 : pattern.endsWith('*') ? text.startsWith(pattern.slice(0, -1)) : pattern === text);
/** Blocks in these tests end on whole bytes. */
export function inBlock(address: string, block: string): boolean {
  const [base, bits] = block.split('/');
  const bytes = Number(bits) / 8;
  return address.split('.').slice(0, bytes).join('.') === base.split('.').slice(0, bytes).join('.');
}
