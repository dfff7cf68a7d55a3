import { push } from '../../manifests/maps';
import { HTTP_PROTOCOLS, type ExternalFacts, type GatewayFacts, type Id, type ListenerFacts, type PortFacts, type ServiceFacts } from '../../model';
import type { EmitContext } from './context';

/** How requests for outside reach an egress gateway on one of its ports: with the caller's identity, or as the TLS that the application speaks. */
export type EgressKind = 'http' | 'tcp' | 'tls';
export interface EgressPort { readonly number: number; readonly kind: EgressKind; readonly externals: readonly ExternalFacts[] }
export const egressKind = (p: PortFacts): EgressKind => (HTTP_PROTOCOLS.has(p.protocol) ? 'http' : p.protocol === 'tcp' ? 'tcp' : 'tls');

/** External services by the egress gateway that they leave through, whoever declares them. */
function externalsByGateway(context: EmitContext): ReadonlyMap<Id, readonly ExternalFacts[]> {
  const all = new Map<Id, ExternalFacts[]>();
  for (const e of context.resolved.model.externals) {
    if (e.via === undefined) continue;
    push(all, e.via, e);
  }
  return all;
}
const externalsThrough = (context: EmitContext, gateway: GatewayFacts): readonly ExternalFacts[] => context.once(externalsByGateway).get(gateway.id) ?? [];

/** Ports of an egress gateway: those of the hosts outside. */
export function egressPorts(context: EmitContext, gateway: GatewayFacts): readonly EgressPort[] {
  const ports = new Map<string, { number: number; kind: EgressKind; externals: ExternalFacts[] }>();
  for (const e of externalsThrough(context, gateway)) {
    for (const p of e.ports) {
      const kind = egressKind(p), key = `${p.number} ${kind}`;
      const port = ports.get(key);
      if (port) port.externals.push(e); else ports.set(key, { number: p.number, kind, externals: [e] });
    }
  }
  return [...ports.values()].sort((a, b) => a.number - b.number || (a.kind < b.kind ? -1 : 1));
}

const PROTOCOL = { http: 'HTTPS', tcp: 'TCP', tls: 'TLS_PASSTHROUGH' } as const;
/** What a gateway listens on: declared for an ingress, worked out for an egress gateway. */
export function listenersOf(context: EmitContext, gateway: GatewayFacts): readonly ListenerFacts[] {
  if (gateway.role === 'ingress') return gateway.listeners;
  return egressPorts(context, gateway).map(({ number, kind, externals }) => ({
    name: `${kind}-${number}`, port: number, podPort: number, protocol: PROTOCOL[kind], redirectToHttps: false,
    hostnames: kind === 'tls' ? [...new Set(externals.flatMap((e) => e.hosts))].sort() : ['*'],
  }));
}

/** Namespace in which a gateway's Gateway and routes stand: its own, or the mesh's where somebody else runs it. */
export const gatewayHome = (context: EmitContext, gateway: GatewayFacts): string =>
  (gateway.managed ? gateway.namespaceName : context.namespaceOf(context.index.mesh.get(gateway.mesh)!));
/** What a gateway's routes send to. */
export function gatewayDestinations(context: EmitContext, g: GatewayFacts): ReadonlySet<ServiceFacts | ExternalFacts> {
  const all = new Set<ServiceFacts | ExternalFacts>();
  for (const { rules } of context.gatewayHosts(g)) {
    for (const { action } of rules) {
      if (action.kind !== 'forward') continue;
      for (const b of [...action.backends, ...action.mirrors.map((m) => m.to)]) all.add(b.kind === 'service' ? b.service : b.external);
    }
  }
  return all;
}

/** Whether a name, or all names of a wildcard, are some of the names of another, wider one. */
export const isWithin = (name: string, wildcard: string): boolean => wildcard !== name && (wildcard === '*' || (wildcard.startsWith('*.') && name.length > wildcard.length - 1 && name.endsWith(wildcard.slice(1))));
/** Name of the Service in front of a gateway. */
export const gatewayService = (context: EmitContext, g: GatewayFacts): string => `${g.name}.${g.namespaceName}.svc.${context.facts.clusterDomain}`;
/** Name of the namespace that a gateway's pods run in, if this mesh may write beside them. */
export function ownGatewayNamespace(context: EmitContext, g: GatewayFacts): string | undefined {
  const namespace = g.namespace === undefined ? undefined : context.index.namespace.get(g.namespace);
  return namespace?.mesh === g.mesh ? namespace.name : undefined;
}
