import type { PodFacts } from './cluster';
import { fullMatch, type Request } from './request';

/** An Envoy resource in JSON with proto field names; the suites read single fields of it. */
export type EnvoyResource = any;

/** What istiod sends to one proxy. */
export interface ProxyConfig {
  readonly node: EnvoyResource;
  readonly clusters?: readonly EnvoyResource[];
  readonly endpoints?: readonly EnvoyResource[];
  readonly listeners?: readonly EnvoyResource[];
  readonly routes?: readonly EnvoyResource[];
}

/** One proxy's configuration, with the look-ups that expectations need. */
export class ProxyView {
  private readonly byName = new Map<string, EnvoyResource>();

  constructor(readonly pod: PodFacts, readonly config: ProxyConfig) {
    for (const cluster of config.clusters ?? []) this.byName.set(cluster.name, cluster);
  }

  /** Cluster of a host's port, or of one of its subsets. */
  cluster(host: string, port: number, subset = ''): EnvoyResource | undefined {
    return this.byName.get(`outbound|${port}|${subset}|${host}`);
  }

  clusterNamed(name: string): EnvoyResource | undefined { return this.byName.get(name); }

  /** Addresses of a cluster's endpoints. */
  endpoints(cluster: string): string[] {
    const assignment = (this.config.endpoints ?? []).find((one) => one.cluster_name === cluster);
    return (assignment?.endpoints ?? []).flatMap((group: EnvoyResource) => (group.lb_endpoints ?? []).map((one: EnvoyResource) => one.endpoint.address.socket_address?.address)).sort();
  }

  /** The virtual host that an authority meets at a port: exact domain first, then the longest wildcard, then `*`. */
  virtualHost(authority: string, port: number | string): EnvoyResource | undefined {
    const wanted = String(port);
    // A gateway's table is named after the port, for HTTPS with the server's name behind it.
    const tables = (this.config.routes ?? []).filter((table) => table.name === wanted || (wanted.endsWith('.') && table.name.startsWith(wanted)));
    const hosts: EnvoyResource[] = tables.flatMap((table) => table.virtual_hosts ?? []);
    const rank = (domain: string): number => (domain === authority ? 1e6 : domain === '*' ? 1 : domain.startsWith('*') && authority.endsWith(domain.slice(1)) ? domain.length : 0);
    let best: EnvoyResource | undefined;
    let bestRank = 0;
    for (const host of hosts) for (const domain of host.domains) if (rank(domain) > bestRank) [best, bestRank] = [host, rank(domain)];
    return best;
  }

  /** The route that a request takes; undefined when none matches (404). */
  route(authority: string, port: number | string, request: Request): EnvoyResource | undefined {
    const seen = { ...request, headers: { ...request.headers, ':authority': authority } };
    return (this.virtualHost(authority, port)?.routes ?? []).find((route: EnvoyResource) => routeMatches(route.match, seen));
  }

  listener(name: string): EnvoyResource | undefined { return (this.config.listeners ?? []).find((one) => one.name === name); }

  /** Filter chains that serve a port of the pod. */
  inboundChains(port: number): EnvoyResource[] {
    return (this.listener('virtualInbound')?.filter_chains ?? []).filter((chain: EnvoyResource) => chain.filter_chain_match?.destination_port === port);
  }

  /** What callers may use on a port of the pod: mTLS, plaintext, or both. */
  inboundTls(port: number): 'STRICT' | 'PERMISSIVE' | 'DISABLE' | undefined {
    const chains = this.inboundChains(port);
    if (chains.length === 0) return undefined;
    const tls = chains.some((chain) => chain.transport_socket !== undefined);
    const clear = chains.some((chain) => chain.transport_socket === undefined);
    return tls ? (clear ? 'PERMISSIVE' : 'STRICT') : 'DISABLE';
  }

  /** Filters of one name on a port of the pod, HTTP and network, without repeats. */
  inboundFilters(port: number, name: string): EnvoyResource[] { return filtersIn(this.inboundChains(port), (filter) => filter.name === name); }

  /** Filters of one name for ports that no Service names. */
  catchAllFilters(name: string): EnvoyResource[] {
    const chains = (this.listener('virtualInbound')?.filter_chains ?? []).filter((chain: EnvoyResource) => chain.filter_chain_match?.destination_port === undefined);
    return filtersIn(chains, (filter) => filter.name === name);
  }

  /** All filters of a port of the pod. */
  inboundFiltersOf(port: number): EnvoyResource[] { return filtersIn(this.inboundChains(port)); }

  /** All filters of a gateway's port. */
  gatewayFiltersOf(port: number): EnvoyResource[] { return filtersIn(this.listenersAt(port).flatMap((one) => one.filter_chains ?? [])); }

  /** Where connections of a port go that nobody looks into: `share cluster`, sorted, one text for each filter chain. */
  connectionsAt(port: number): string[] {
    const chains = this.listenersAt(port).flatMap((one) => [...(one.filter_chains ?? []), ...(one.default_filter_chain ? [one.default_filter_chain] : [])]);
    return chains.flatMap((chain) => chain.filters ?? []).filter((filter: EnvoyResource) => filter.name === 'envoy.filters.network.tcp_proxy').map(({ typed_config: to }: EnvoyResource) => {
      const weighted: { name: string; weight: number }[] = to.weighted_clusters?.clusters ?? [{ name: to.cluster, weight: 100 }];
      const total = weighted.reduce((sum, one) => sum + one.weight, 0);
      return weighted.map((one) => `${(one.weight * 100) / total} ${one.name}`).sort().join(', ');
    });
  }

  private listenersAt(port: number): EnvoyResource[] { return (this.config.listeners ?? []).filter((one) => one.address?.socket_address?.port_value === port); }
}

function filtersIn(chains: readonly EnvoyResource[], wanted: (filter: EnvoyResource) => boolean = (filter) => filter.typed_config !== undefined): EnvoyResource[] {
  const found = new Map<string, EnvoyResource>();
  for (const chain of chains) {
    for (const filter of chain.filters ?? []) {
      for (const one of [filter, ...(filter.typed_config?.http_filters ?? [])]) if (wanted(one)) found.set(JSON.stringify(one.typed_config), one.typed_config);
    }
  }
  return [...found.values()];
}

const textMatches = (matcher: EnvoyResource, text: string): boolean => {
  if (matcher.exact !== undefined) return text === matcher.exact;
  if (matcher.prefix !== undefined) return text.startsWith(matcher.prefix);
  if (matcher.suffix !== undefined) return text.endsWith(matcher.suffix);
  if (matcher.safe_regex !== undefined) return fullMatch(matcher.safe_regex.regex, text);
  throw new Error(`unknown matcher ${JSON.stringify(matcher)}`);
};

function headerMatches(matcher: EnvoyResource, request: Request): boolean {
  const actual = matcher.name === ':method' ? request.method : matcher.name === ':path' ? request.path : request.headers[matcher.name];
  const met = matcher.present_match !== undefined ? (actual !== undefined) === matcher.present_match
    : actual === undefined ? (matcher.treat_missing_header_as_empty === true && matcher.string_match !== undefined && textMatches(matcher.string_match, ''))
      : matcher.string_match !== undefined ? textMatches(matcher.string_match, actual) : true;
  // Without a value an inverted match of a value holds, as Envoy has it.
  return met !== (matcher.invert_match === true);
}

/** Envoy's own rule, for the fields that Istio writes. */
export function routeMatches(match: EnvoyResource, request: Request): boolean {
  if (match.prefix !== undefined && !request.path.startsWith(match.prefix)) return false;
  if (match.path !== undefined && request.path !== match.path) return false;
  if (match.safe_regex !== undefined && !fullMatch(match.safe_regex.regex, request.path)) return false;
  if (match.path_separated_prefix !== undefined && request.path !== match.path_separated_prefix && !request.path.startsWith(`${match.path_separated_prefix}/`)) return false;
  return (match.headers ?? []).every((one: EnvoyResource) => headerMatches(one, request))
    && (match.query_parameters ?? []).every((one: EnvoyResource) => {
      const actual = request.query[one.name];
      return actual !== undefined && (one.present_match === true || (one.string_match !== undefined && textMatches(one.string_match, actual)));
    });
}

/** `1.5s` in milliseconds. */
export const millis = (duration: string | undefined): number | undefined => (duration === undefined ? undefined : Math.round(Number(duration.slice(0, -1)) * 1000));
