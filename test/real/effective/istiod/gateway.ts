import { byName, plain, type Plain } from '../normal';
import type { EnvoyResource, ProxyConfig } from '../../mesh/envoy';
import { chainsOf, connectionOf, httpManagerOf, tcpProxyOf } from './bytes';
import { hashingOf } from './clusters';
import { gateOf } from './inbound';
import { tableOf } from './routes';

/** What a gateway serves: by address and port, then by SNI (`any`: whatever the client asks for). */
export function listenersOf(config: ProxyConfig): { readonly [bind: string]: Plain } {
  const tables = new Map((config.routes ?? []).map((t) => [t.name, t])), hashing = hashingOf(config);
  const out: Record<string, Record<string, object>> = {};
  for (const listener of config.listeners ?? []) {
    const at = listener.address?.socket_address;
    if (at === undefined) continue;
    const served = (out[`${at.address === '::' ? '0.0.0.0' : at.address}:${at.port_value}`] ??= {});
    for (const chain of chainsOf(listener)) {
      const names: string[] = chain.filter_chain_match?.server_names ?? ['any'], of = chainOf(chain, tables, hashing);
      if (of) for (const name of names) served[name] = of;
    }
  }
  return plain(Object.fromEntries(Object.entries(out).filter(([, served]) => Object.keys(served).length > 0)));
}

function chainOf(chain: EnvoyResource, tables: ReadonlyMap<string, EnvoyResource>, hashing: ReadonlySet<string>): object | undefined {
  const manager = httpManagerOf(chain), tls = tlsOf(chain.transport_socket?.typed_config);
  if (manager) {
    const table = manager.route_config ?? tables.get(manager.rds?.route_config_name);
    return { tls, http: table ? byName(tableOf(table, hashing)) : 'no table', gate: gateOf(manager.http_filters) };
  }
  const bytes = connectionOf(tcpProxyOf(chain));
  return bytes === undefined ? undefined : { tls, bytes, gate: gateOf(chain.filters) };
}

function tlsOf(socket: EnvoyResource): Plain | undefined {
  const common = socket?.common_tls_context;
  if (common === undefined) return undefined;
  const certificate = common.tls_certificate_sds_secret_configs?.[0]?.name ?? common.tls_certificates?.[0]?.certificate_chain?.filename;
  const combined = common.combined_validation_context, ca = (combined?.validation_context_sds_secret_config ?? common.validation_context_sds_secret_config)?.name;
  const names = (combined?.default_validation_context?.match_subject_alt_names ?? []).map((m: EnvoyResource) => m.exact ?? JSON.stringify(m));
  const mode = certificate === 'default' ? 'ISTIO_MUTUAL' : ca === undefined ? 'SIMPLE' : socket.require_client_certificate ? 'MUTUAL' : 'OPTIONAL_MUTUAL';
  return plain({ mode, certificate: certificate === 'default' ? undefined : certificate, names: names.length === 0 ? undefined : [...names].sort(), min: MIN[common.tls_params?.tls_minimum_protocol_version] });
}
const MIN: Readonly<Record<string, string>> = { TLSv1_0: 'TLSV1_0', TLSv1_1: 'TLSV1_1', TLSv1_3: 'TLSV1_3' };
