import type { EnvoyResource, ProxyConfig } from './envoy';

/** What istiod sends a gateway, in the lines of `test/effective/gateway-facts.ts`. */
export function gatewayText(config: ProxyConfig): string {
  const tables = new Map<string, EnvoyResource>((config.routes ?? []).map((t) => [t.name, t]));
  const listeners = (config.listeners ?? []).flatMap((l: EnvoyResource) => {
    const name = /^(\d+\.\d+\.\d+\.\d+)_(\d+)$/.exec(l.name);
    return name && name[2] !== '15021' && name[2] !== '15090' ? [{ chains: l.filter_chains as EnvoyResource[], bind: name[1] === '0.0.0.0' ? '' : name[1], port: Number(name[2]) }] : [];
  });
  listeners.sort((a, b) => a.port - b.port || a.bind.localeCompare(b.bind));
  return listeners.flatMap(({ chains, bind, port }) => {
    const lines = [...chains.flatMap(byteLines).sort(), ...chains.flatMap((chain) => httpLines(chain, tables))];
    return lines.length === 0 ? [] : [`${bind || '0.0.0.0'}:${port}`, ...lines.map((line) => `  ${line}`)];
  }).join('\n');
}

const filterOf = (chain: EnvoyResource, name: string): EnvoyResource | undefined => chain.filters.find((f: EnvoyResource) => f.name === `envoy.filters.network.${name}`)?.typed_config;
const namesOf = (chain: EnvoyResource): string[] => [...(chain.filter_chain_match?.server_names ?? ['*'])].sort();

function httpLines(chain: EnvoyResource, tables: ReadonlyMap<string, EnvoyResource>): string[] {
  const manager = filterOf(chain, 'http_connection_manager');
  if (!manager) return [];
  const hosts = (tables.get(manager.rds.route_config_name)?.virtual_hosts ?? []).flatMap((host: EnvoyResource) => host.domains.map((domain: string) => ({ domain, host })))
    // A name with a slash is no name; a `*` without routes stands for nothing at all.
    .filter(({ domain, host }: { domain: string; host: EnvoyResource }) => !domain.includes('/') && !(domain === '*' && !host.routes?.length && host.require_tls !== 'ALL'))
    .sort((a: { domain: string }, b: { domain: string }) => (a.domain < b.domain ? -1 : 1));
  return [`${namesOf(chain).join(' ')}${chain.transport_socket ? ' (TLS)' : ''}:`, ...hosts.flatMap(({ domain, host }: { domain: string; host: EnvoyResource }) => [`  ${domain}${host.require_tls === 'ALL' ? ' (to HTTPS)' : ''}`, ...routeLines(host.routes ?? [])])];
}

/** What a match before it asks already is left out: nothing gets there. */
function routeLines(routes: readonly EnvoyResource[]): string[] {
  const said = new Set<string>();
  return routes.flatMap((route) => {
    const asked = askedLine(route.match), key = JSON.stringify(everyPath(route.match));
    if (said.has(key)) return [];
    said.add(key);
    return [`    ${asked} -> ${actionLine(route)}`];
  });
}

/** Two ways to ask for any path are one. */
function everyPath({ prefix, safe_regex: regex, case_sensitive: _, ...rest }: EnvoyResource): EnvoyResource {
  return prefix === '/' || regex?.regex === '.*' ? rest : { prefix, regex: regex?.regex, ...rest };
}

function askedLine(match: EnvoyResource): string {
  const regex = match.safe_regex?.regex;
  const path = match.prefix !== undefined && match.prefix !== '/' ? `prefix ${match.prefix}` : match.path !== undefined ? `exact ${match.path}` : regex !== undefined && regex !== '.*' ? `regex ${regex}` : 'any path';
  const more = ['headers', 'query_parameters', 'dynamic_metadata'].some((field) => match[field]?.length > 0);
  return `${path}${more ? ' and more' : ''}`;
}

const STATUS: Readonly<Record<string, number>> = { FOUND: 302, SEE_OTHER: 303, TEMPORARY_REDIRECT: 307, PERMANENT_REDIRECT: 308 };
function actionLine(route: EnvoyResource): string {
  if (route.redirect) return `redirect ${STATUS[route.redirect.response_code] ?? 301}${route.redirect.port_redirect ? ` to port ${route.redirect.port_redirect}` : ''}`;
  return route.direct_response ? 'respond' : clustersLine(route.route);
}

function byteLines(chain: EnvoyResource): string[] {
  const proxy = filterOf(chain, 'tcp_proxy');
  if (!proxy) return [];
  const tls = chain.transport_socket !== undefined, to = clustersLine(proxy);
  return (tls ? [`${namesOf(chain).join(' ')} (TLS)`] : namesOf(chain)).map((name) => `${name} -> ${to}`);
}

const clustersLine = (of: EnvoyResource): string => (of.weighted_clusters
  ? of.weighted_clusters.clusters.map((c: EnvoyResource) => `${clusterLine(c.name)} (${c.weight})`).join(', ') : clusterLine(of.cluster));
/** `outbound|80|v1|host`, or the form that has its place in SNI: `outbound_.80_.v1_.host`. */
function clusterLine(name: string): string {
  const [, port, subset, host] = /^outbound\|(\d+)\|(.*?)\|(.*)$/.exec(name) ?? /^outbound_\.(\d+)_\.(.*?)_\.(.*)$/.exec(name) ?? ['', '', '', name];
  return `${host}:${port}${subset === '' ? '' : `/${subset}`}`;
}
