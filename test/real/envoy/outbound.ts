import type { EnvoyResource, ProxyConfig } from '../mesh/envoy';

/** Addresses of 127.0.0.0/8, one for each cluster: where a request arrives says which cluster it took. */
export class Clusters {
  private readonly addresses = new Map<string, string>();
  private readonly names = new Map<string, string>();
  constructor(private readonly port: number) {}

  address(name: string): string {
    let address = this.addresses.get(name);
    if (!address) {
      const n = this.addresses.size;
      address = `127.${10 + (n >> 14)}.${(n >> 7) & 127}.${(n & 127) + 1}`;
      this.addresses.set(name, address);
      this.names.set(address, name);
    }
    return address;
  }
  nameAt(address: string): string | undefined { return this.names.get(address.replace('::ffff:', '')); }
  get all(): EnvoyResource[] {
    return [...this.addresses].map(([name, address]) => ({ name, type: 'STATIC', connect_timeout: '2s', load_assignment: { cluster_name: name, endpoints: [{ lb_endpoints: [{ endpoint: { address: { socket_address: { address, port_value: this.port } } } }] }] } }));
  }
}

export const RANDOM_HEADER = 'x-random';
const HCM = 'type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager';
const KEPT = ['normalize_path', 'merge_slashes', 'path_with_escaped_slashes_action', 'strip_trailing_host_dot', 'use_remote_address', 'xff_num_trusted_hops', 'forward_client_cert_details', 'set_current_client_cert_details', 'server_header_transformation', 'http_protocol_options'];
/** Filters that stock Envoy has and that decide something. */
const FILTERS = new Set(['envoy.filters.http.cors', 'envoy.filters.http.fault', 'envoy.filters.http.rbac', 'envoy.filters.http.jwt_authn', 'envoy.filters.http.header_to_metadata']);

export interface ListenerAt { readonly address: string; readonly port: number }

/** A listener of our own with istiod's connection manager: its route table (inline), its filters as far as stock Envoy has them. */
export function httpListener(name: string, at: ListenerAt, manager: EnvoyResource | undefined, table: EnvoyResource, clusters: Clusters): EnvoyResource {
  return { name, address: { socket_address: { address: at.address, port_value: at.port } }, filter_chains: [{ filters: [managerOf(name, manager, table, clusters)] }] };
}

export function managerOf(name: string, manager: EnvoyResource | undefined, table: EnvoyResource, clusters: Clusters): EnvoyResource {
  const kept = Object.fromEntries(KEPT.filter((k) => manager?.[k] !== undefined).map((k) => [k, manager[k]]));
  const filters = (manager?.http_filters ?? []).filter((f: EnvoyResource) => FILTERS.has(f.name) || /^(envoy\.filters\.http\.(rbac|jwt_authn|cors|fault)|istio\.|jwt)/.test(f.name) && FILTERS.has(typeName(f)));
  return {
    name: 'envoy.filters.network.http_connection_manager',
    typed_config: {
      '@type': HCM, stat_prefix: name, ...kept, route_config: routesWith(table, clusters), generate_request_id: false,
      http_filters: [...filters, { name: 'envoy.filters.http.router', typed_config: { '@type': 'type.googleapis.com/envoy.extensions.filters.http.router.v3.Router' } }],
    },
  };
}
const typeName = (f: EnvoyResource): string => ({ RBAC: 'envoy.filters.http.rbac', JwtAuthentication: 'envoy.filters.http.jwt_authn', Cors: 'envoy.filters.http.cors', HTTPFault: 'envoy.filters.http.fault' } as Record<string, string>)[String(f.typed_config?.['@type']).split('.').pop()!] ?? '';

/** The table with its weights decided by a header, its delays cut to a millisecond, and every cluster known. */
function routesWith(table: EnvoyResource, clusters: Clusters): EnvoyResource {
  const copy = JSON.parse(JSON.stringify(table)) as EnvoyResource;
  delete copy.validate_clusters;
  for (const host of copy.virtual_hosts ?? []) {
    host.include_attempt_count_in_response = true;
    for (const route of host.routes ?? []) {
      delete route.metadata;
      delete route.decorator;
      for (const key of Object.keys(route.typed_per_filter_config ?? {})) if (!FILTERS.has(key)) delete route.typed_per_filter_config[key];
      const delay = route.typed_per_filter_config?.['envoy.filters.http.fault']?.delay;
      if (delay?.fixed_delay) delay.fixed_delay = '0.001s';
      const to = route.route;
      if (!to) continue;
      delete to.cluster_not_found_response_code;
      if (to.cluster) clusters.address(to.cluster);
      for (const one of to.weighted_clusters?.clusters ?? []) clusters.address(one.name);
      if (to.weighted_clusters) to.weighted_clusters.header_name = RANDOM_HEADER;
      // Copies are told from what they are copies of by the end of their Host header.
      for (const mirror of to.request_mirror_policies ?? []) { clusters.address(mirror.cluster); delete mirror.disable_shadow_host_suffix_append; }
      if (to.retry_policy) { delete to.retry_policy.retry_host_predicate; delete to.retry_policy.retry_priority; to.retry_policy.retry_back_off = { base_interval: '0.001s', max_interval: '0.002s' }; }
    }
  }
  return copy;
}

/** The connection manager that serves a table. */
export function managerFor(config: ProxyConfig, table: string): EnvoyResource | undefined {
  for (const listener of config.listeners ?? []) for (const chain of [...(listener.filter_chains ?? []), ...(listener.default_filter_chain ? [listener.default_filter_chain] : [])]) for (const filter of chain.filters ?? []) {
    if (filter.typed_config?.rds?.route_config_name === table) return filter.typed_config;
  }
  return undefined;
}
