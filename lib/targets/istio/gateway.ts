import type { Gateway, GatewayServer } from '../../manifests/types';
import type { GatewayFacts, ListenerFacts } from '../../model';
import { metaOf, sortKeys, type EmitContext } from './context';
import { egressPorts, gatewayHome, isWithin } from './gateway-listeners';
import type { Kind } from './kind';

/** What gateways listen on. */
export const gateway: Kind = {
  supports: {
    'gateway.http': 'full', 'gateway.https': 'full', 'gateway.mutual-tls': 'full', 'gateway.tls-passthrough': 'full', 'gateway.tcp': 'full', 'gateway.redirect': 'full', 'gateway.existing': 'full',
  },
  emit(context, mesh, out) {
    for (const g of context.parts(mesh).gateways) {
      const servers = g.role === 'egress' ? egressServers(context, g) : serversOf(g.listeners);
      if (servers.length === 0) continue;
      out({
        apiVersion: context.version.api.networking, kind: 'Gateway', metadata: metaOf(mesh, g.name, gatewayHome(context, g)), spec: { selector: sortKeys(g.labels), servers },
      } satisfies Gateway, g.origin);
    }
  },
};

/** Listeners that differ in their hosts only are one server; every other is a server of its own, and its name is unique. */
function serversOf(listeners: readonly ListenerFacts[]): readonly GatewayServer[] {
  const servers: { name: string; first: ListenerFacts; hosts: string[] }[] = [];
  const byKey = new Map<string, (typeof servers)[number]>();
  for (const l of listeners) {
    const key = `${l.port} ${l.protocol} ${l.redirectToHttps} ${l.certificate ? `${l.certificate.mutual} ${l.certificate.secret}` : ''}`;
    const same = byKey.get(key);
    if (same) {
      for (const h of l.hostnames) if (!same.hosts.includes(h)) same.hosts.push(h);
      continue;
    }
    const server = { name: l.name, first: l, hosts: [...l.hostnames] };
    byKey.set(key, server);
    servers.push(server);
  }
  return servers.map(({ name, first, hosts }) => serverOf(first, name, widest(hosts)));
}

/** Names that a wildcard beside them covers are left out: rules for the wildcard would be rules for them too, whatever their own say. */
const widest = (hosts: readonly string[]): readonly string[] => (hosts.includes('*') ? ['*'] : hosts.filter((h) => !hosts.some((o) => isWithin(h, o))));

function serverOf(l: ListenerFacts, name: string, hosts: readonly string[]): GatewayServer {
  switch (l.protocol) {
    case 'HTTP': return { hosts, port: { name, number: l.port, protocol: 'HTTP' }, ...(l.redirectToHttps && { tls: { httpsRedirect: true } }) };
    case 'HTTPS': return { hosts, port: { name, number: l.port, protocol: 'HTTPS' }, tls: { credentialName: l.certificate!.secret, mode: l.certificate!.mutual ? 'MUTUAL' : 'SIMPLE' } };
    case 'TLS_PASSTHROUGH': return { hosts, port: { name, number: l.port, protocol: 'TLS' }, tls: { mode: 'PASSTHROUGH' } };
    default: return { hosts, port: { name, number: l.port, protocol: 'TCP' } };
  }
}

/** Callers present their identity to an egress gateway, except where the application speaks TLS itself: that is passed on. */
function egressServers(context: EmitContext, g: GatewayFacts): readonly GatewayServer[] {
  return egressPorts(context, g).map(({ number, kind, externals }): GatewayServer => {
    const port = { name: `${kind}-${number}`, number, protocol: kind === 'http' ? 'HTTPS' : 'TLS' };
    return kind === 'tls' ? { hosts: [...new Set(externals.flatMap((e) => e.hosts))].sort(), port, tls: { mode: 'PASSTHROUGH' } } : { hosts: ['*'], port, tls: { mode: 'ISTIO_MUTUAL' } };
  });
}
