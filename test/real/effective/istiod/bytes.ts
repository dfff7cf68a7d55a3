import { cidrText } from '../condition-text';
import { plain, sharesText, type Plain } from '../normal';
import { clusterName } from '../names';
import type { EnvoyResource } from '../../mesh/envoy';
import { cidr } from './matchers';

/** What leads nowhere that the mesh knows. */
const PLUMBING = new Set(['BlackHoleCluster', 'PassthroughCluster', 'InboundPassthroughCluster']);

export const tcpProxyOf = (chain: EnvoyResource): EnvoyResource | undefined => chain.filters?.find((f: EnvoyResource) => f.name === 'envoy.filters.network.tcp_proxy')?.typed_config;
export const httpManagerOf = (chain: EnvoyResource): EnvoyResource | undefined => chain.filters?.find((f: EnvoyResource) => f.name === 'envoy.filters.network.http_connection_manager')?.typed_config;
export const chainsOf = (listener: EnvoyResource): readonly EnvoyResource[] => [...(listener?.filter_chains ?? []), ...(listener?.default_filter_chain ? [listener.default_filter_chain] : [])];

/** Where a connection goes; undefined where nobody in the mesh takes it. */
export function connectionOf(tcp: EnvoyResource | undefined): string | undefined {
  if (tcp === undefined || (tcp.cluster !== undefined && PLUMBING.has(tcp.cluster))) return undefined;
  const weighted: EnvoyResource[] = tcp.weighted_clusters?.clusters ?? [{ name: tcp.cluster, weight: 1 }];
  return sharesText(weighted.map((c) => ({ name: clusterName(c.name), weight: c.weight ?? 0 })));
}

/** Connections out of a sidecar, by port: address and SNI, then where they go. */
export function bytesOf(listeners: readonly EnvoyResource[]): { readonly [port: string]: Plain } {
  const out: Record<string, Record<string, string>> = {};
  for (const listener of listeners) {
    const at = listener.address?.socket_address;
    if (listener.traffic_direction !== 'OUTBOUND' || at === undefined || listener.name === 'virtualOutbound') continue;
    const bound = [listener.address, ...(listener.additional_addresses ?? []).map((a: EnvoyResource) => a.address)].map((a) => a.socket_address.address).map((a) => (a === '0.0.0.0' || a === '::' ? 'any' : cidrText(a)));
    for (const chain of chainsOf(listener)) {
      const to = connectionOf(tcpProxyOf(chain)), match = chain.filter_chain_match ?? {};
      if (to === undefined) continue;
      const addresses = match.prefix_ranges === undefined ? bound : match.prefix_ranges.map((r: EnvoyResource) => cidrText(cidr(r)));
      const port = (out[at.port_value] ??= {});
      for (const address of addresses) for (const name of match.server_names ?? ['']) port[place(address, name)] = to;
    }
  }
  return plain(out);
}
export const place = (address: string, name: string): string => `${address}${name === '' ? '' : ` for ${name}`}`;
