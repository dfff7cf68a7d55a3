import type { Normal, Plain } from '../normal';
import { clusterName } from '../names';
import type { EnvoyResource, ProxyConfig, ProxyView } from '../../mesh/envoy';
import { bytesOf } from './bytes';
import { clustersOf, hashingOf } from './clusters';
import { listenersOf } from './gateway';
import { inboundOf } from './inbound';
import { tableOf } from './routes';

/** One proxy as istiod configures it. */
export function fromIstiod({ pod, config }: ProxyView): Normal {
  const clusters = clustersOf(config);
  if (pod.router) return { http: {}, bytes: {}, unknown: 'gateway', clusters, inbound: {}, listeners: listenersOf(config) };
  return { http: tablesOf(config), bytes: bytesOf(config.listeners ?? []), unknown: unknownOf(config.listeners ?? []), clusters, inbound: inboundOf(config, pod.ip), listeners: {} };
}

/** Tables by name: a port, or `host:port` where the protocol of a service's port is found out by looking. */
function tablesOf(config: ProxyConfig): { readonly [table: string]: Plain } {
  const hashing = hashingOf(config);
  return Object.fromEntries((config.routes ?? []).map((t) => [t.name as string, tableOf(t, hashing)]));
}

/** What becomes of connections to nobody that is known. */
function unknownOf(listeners: readonly EnvoyResource[]): Plain {
  const chains: EnvoyResource[] = listeners.find((l) => l.name === 'virtualOutbound')?.filter_chains ?? [];
  const all = chains.find((c) => c.filter_chain_match?.destination_port === undefined);
  const cluster: string = all?.filters?.find((f: EnvoyResource) => f.name === 'envoy.filters.network.tcp_proxy')?.typed_config.cluster ?? '';
  return cluster === 'PassthroughCluster' ? 'allow' : cluster === 'BlackHoleCluster' ? 'refuse' : clusterName(cluster);
}
