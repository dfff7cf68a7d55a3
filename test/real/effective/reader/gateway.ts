import type { Gateway, GatewayServer } from '../../../../lib/effective';
import { byName, plain, sharesText, type Plain } from '../normal';
import { asked } from './bytes';
import { gateOf } from './gate';
import { shareOf, tableOf, type Find } from './routes';

/** What a gateway serves, by address and port, then by SNI. */
export function listenersOf(gateway: Gateway): { readonly [bind: string]: Plain } {
  const out: Record<string, Record<string, object>> = {};
  for (const listener of gateway.listeners) {
    const served = (out[`${listener.bind ?? '0.0.0.0'}:${listener.podPort}`] ??= {});
    for (const server of listener.servers) Object.assign(served, servedBy(server, (t) => gateway.destination(t)));
  }
  return plain(Object.fromEntries(Object.entries(out).filter(([, served]) => Object.keys(served).length > 0)));
}

function servedBy(server: GatewayServer, find: Find): Record<string, object> {
  const name = (host: string): string => (host === '*' || host === '' ? 'any' : host);
  if (server.http) {
    const of = { tls: tlsOf(server), http: byName(tableOf(server.http.all(), find)), gate: gateOf(server.gate, true) };
    return Object.fromEntries(server.hosts.map((h) => [name(h), of]));
  }
  const gate = gateOf(server.gate, false), passed = server.tls !== undefined && server.tls.value.mode.endsWith('PASSTHROUGH');
  return Object.fromEntries((server.bytes ?? []).flatMap((rule) => (passed ? asked(rule.when).names : server.hosts).map((h) => [name(h), { tls: tlsOf(server), bytes: sharesText(rule.to.map(shareOf)), gate }])));
}

function tlsOf({ tls }: GatewayServer): Plain | undefined {
  const t = tls?.value;
  if (!t || t.mode.endsWith('PASSTHROUGH')) return undefined;
  return plain({
    mode: t.mode, certificate: t.mode === 'ISTIO_MUTUAL' ? undefined : t.credential !== undefined ? `kubernetes://${t.credential}` : t.serverCertificate && `file-cert:${t.serverCertificate}`,
    names: t.subjectAltNames === undefined ? undefined : [...t.subjectAltNames].sort(), min: t.minVersion === 'TLSV1_2' ? undefined : t.minVersion,
  });
}
