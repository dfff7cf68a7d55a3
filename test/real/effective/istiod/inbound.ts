import { conditionText } from '../condition-text';
import { plain, type Plain } from '../normal';
import { all, any, type Condition } from '../../../../lib/effective';
import type { EnvoyResource, ProxyConfig } from '../../mesh/envoy';
import { chainsOf, httpManagerOf, tcpProxyOf } from './bytes';
import { rbacCondition } from './matchers';

/** What a sidecar takes: by port of the container, and `*` for all that nobody declared. */
export function inboundOf(config: ProxyConfig, ip: string): { readonly [port: string]: Plain } {
  const byPort = new Map<string, EnvoyResource[]>();
  const listener = (config.listeners ?? []).find((l) => l.name === 'virtualInbound');
  for (const chain of chainsOf(listener)) {
    const port = chain.filter_chain_match?.destination_port;
    if (port === 15006 || /blackhole/.test(chain.name ?? '')) continue;
    const key = port === undefined ? '*' : String(port);
    byPort.set(key, [...(byPort.get(key) ?? []), chain]);
  }
  const forwards = new Map((config.clusters ?? []).filter((c) => c.name.startsWith('inbound|')).map((c) => [c.name, c]));
  return plain(Object.fromEntries([...byPort].map(([port, chains]) => [port, portOf(chains, forwards, ip)])));
}

function portOf(chains: readonly EnvoyResource[], clusters: ReadonlyMap<string, EnvoyResource>, ip: string): object {
  const managers = chains.map(httpManagerOf).filter((m) => m !== undefined), tcp = chains.some((c) => tcpProxyOf(c) !== undefined);
  const sealed = chains.some((c) => c.transport_socket !== undefined), clear = chains.some((c) => c.transport_socket === undefined);
  const filters = managers.length > 0 ? managers[0].http_filters : chains.find((c) => tcpProxyOf(c))!.filters;
  return {
    protocol: managers.length === 0 ? 'tcp' : tcp ? 'auto' : 'http', tls: sealed ? (clear ? 'PERMISSIVE' : 'STRICT') : 'DISABLE',
    gate: gateOf(filters), // The pod's own address is written as any.
    forwardTo: forwardOf(chains, clusters)?.replace(`${ip}:`, '0.0.0.0:'),
  };
}

/** Where an ingress listener hands on to, if not to the port that was dialled. */
function forwardOf(chains: readonly EnvoyResource[], clusters: ReadonlyMap<string, EnvoyResource>): string | undefined {
  const names = chains.map((c) => tcpProxyOf(c)?.cluster ?? httpManagerOf(c)?.route_config?.virtual_hosts?.[0]?.routes?.[0]?.route?.cluster);
  const cluster = clusters.get(names.find((n) => n !== undefined));
  const address = cluster?.load_assignment?.endpoints?.[0]?.lb_endpoints?.[0]?.endpoint?.address;
  return address?.socket_address ? `${address.socket_address.address}:${address.socket_address.port_value}` : address?.pipe && `unix://${address.pipe.path}`;
}

/** Tokens and rules, in no order within an action: any of them decides. */
export function gateOf(filters: readonly EnvoyResource[]): object {
  const rules: Record<string, string> = {}, asked = new Set<string>();
  let jwt: readonly Plain[] | undefined;
  for (const { name, typed_config: of } of filters) {
    if (/rbac/.test(name)) {
      if (of.rules) { addRules(rules, of.rules, ''); asked.add(of.rules.action ?? 'ALLOW'); }
      if (of.shadow_rules) addRules(rules, of.shadow_rules, of.shadow_rules_stat_prefix === 'istio_ext_authz_' ? 'CUSTOM' : 'dry run');
    } else if (name === 'envoy.filters.http.jwt_authn') jwt = Object.values(of.providers as Record<string, EnvoyResource>).map(providerOf);
  }
  return { rules, allowed: asked.has('ALLOW') ? 'what a rule allows' : 'all', jwt: jwt && [...jwt].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)) };
}

/** `ns[shop]-policy[cart]-rule[0]`, of an external authorizer with its provider in front. A rule that never holds is none. */
function addRules(out: Record<string, string>, { action = 'ALLOW', policies = {} }: EnvoyResource, how: '' | 'CUSTOM' | 'dry run'): void {
  for (const [name, policy] of Object.entries(policies as Record<string, EnvoyResource>)) {
    const parts = /^(?:istio-ext-authz-(.*?)-?)?ns\[(.*)\]-policy\[(.*)\]-rule\[(\d+)\]$/.exec(name);
    if (!parts) throw new Error(`unknown name of a policy: ${name}`);
    const condition: Condition = all([any(policy.permissions.map(rbacCondition)), any(policy.principals.map(rbacCondition))]), text = conditionText(condition);
    if (text !== 'none') out[`${how === 'CUSTOM' ? `CUSTOM ${parts[1]}` : `${action === 'LOG' ? 'AUDIT' : action}${how === '' ? '' : ` ${how}`}`} ${parts[2]}/${parts[3]} ${parts[4]}`] = text;
  }
}

function providerOf(p: EnvoyResource): Plain {
  const headers = (p.from_headers ?? []).map((h: EnvoyResource) => `${h.name} ${h.value_prefix ?? ''}`), params = p.from_params ?? [], cookies = p.from_cookies ?? [];
  const none = headers.length + params.length + cookies.length === 0;
  return plain({
    issuer: p.issuer, audiences: p.audiences?.length > 0 ? [...p.audiences].sort() : undefined,
    headers: none ? ['Authorization Bearer '] : headers, params: none ? ['access_token'] : params, cookies,
  });
}
