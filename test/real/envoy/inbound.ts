import type { EnvoyResource, ProxyConfig } from '../mesh/envoy';
import type { Authority, Pair } from './certificates';
import { managerOf, type Clusters, type ListenerAt } from './outbound';

const TLS = 'type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.DownstreamTlsContext';

export interface InboundOptions {
  readonly name: string;
  readonly at: ListenerAt;
  /** Port of the container, which is the listener's own: rules look at it. */
  readonly authority: Authority;
  readonly own: Pair;
  /** Key set that every issuer gets, so that tokens can be signed here. */
  readonly jwks: string;
  readonly clusters: Clusters;
}

/** istiod's filter chains of one container port, with certificates of ours, on a loopback address of its own. undefined: it has none. */
export function inboundListener(config: ProxyConfig, options: InboundOptions): EnvoyResource | undefined {
  const { name, at } = options;
  const inbound = (config.listeners ?? []).find((l) => l.name === 'virtualInbound');
  const chains = (inbound?.filter_chains ?? []).filter((c: EnvoyResource) => c.filter_chain_match?.destination_port === at.port);
  if (chains.length === 0) return undefined;
  return {
    name, address: { socket_address: { address: at.address, port_value: at.port } },
    listener_filters: [
      { name: 'envoy.filters.listener.tls_inspector', typed_config: { '@type': 'type.googleapis.com/envoy.extensions.filters.listener.tls_inspector.v3.TlsInspector' } },
      { name: 'envoy.filters.listener.http_inspector', typed_config: { '@type': 'type.googleapis.com/envoy.extensions.filters.listener.http_inspector.v3.HttpInspector' } },
    ],
    filter_chains: chains.map((c: EnvoyResource, i: number) => chainOf(c, i, options)),
  };
}

function chainOf(chain: EnvoyResource, i: number, { name, clusters, authority, own, jwks }: InboundOptions): EnvoyResource {
  const { destination_port: _, ...match } = chain.filter_chain_match;
  const filters: EnvoyResource[] = [];
  for (const filter of chain.filters ?? []) {
    const type = String(filter.typed_config?.['@type'] ?? '');
    if (type.endsWith('.network.rbac.v3.RBAC')) filters.push(filter);
    if (type.endsWith('.HttpConnectionManager')) filters.push(managerOf(`${name}-${i}`, withKeys(filter.typed_config, jwks), { name: 'inbound', virtual_hosts: [{ name: 'all', domains: ['*'], routes: [{ match: { prefix: '/' }, route: { cluster: 'inbound' } }] }] }, clusters));
    if (type.endsWith('.TcpProxy')) { clusters.address('inbound'); filters.push({ name: 'envoy.filters.network.tcp_proxy', typed_config: { '@type': 'type.googleapis.com/envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy', stat_prefix: `${name}-${i}`, cluster: 'inbound' } }); }
  }
  return {
    name: `${name}-${i}`, filter_chain_match: match, filters,
    ...(chain.transport_socket && {
      transport_socket: {
        name: 'envoy.transport_sockets.tls',
        typed_config: {
          '@type': TLS, require_client_certificate: true,
          common_tls_context: {
            alpn_protocols: ['istio-http/1.1', 'istio', 'http/1.1', 'h2'],
            tls_certificates: [{ certificate_chain: { inline_string: own.cert }, private_key: { inline_string: own.key } }],
            validation_context: { trusted_ca: { inline_string: authority.root } },
          },
        },
      },
    }),
  };
}

/** Every provider of tokens trusts our key. */
function withKeys(manager: EnvoyResource, jwks: string): EnvoyResource {
  const copy = JSON.parse(JSON.stringify(manager)) as EnvoyResource;
  for (const filter of copy.http_filters ?? []) for (const provider of Object.values((filter.typed_config?.providers ?? {}) as Record<string, EnvoyResource>)) {
    delete provider.remote_jwks;
    provider.local_jwks = { inline_string: jwks };
  }
  return copy;
}
