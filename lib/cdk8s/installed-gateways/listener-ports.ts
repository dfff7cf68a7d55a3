import type { Diagnostic } from '../../diagnostics';
import type { Service, ServicePort } from '../../manifests/types';
import type { Served } from './served';
import { isOnItsNode, listenedOn, podPortOf, titleOf } from './ports';

/** A gateway is reached through its Service. Where it has none, somebody else's leads to its pods. A warning, because another one may, too, that is not written here. */
export function* listenersAreOnTheService({ gateway, model, pods, services, template }: Served): Iterable<Diagnostic> {
  const own = services[0];
  if (own === undefined || own.metadata?.name !== pods.node.id) return;
  const all = services.flatMap((s) => s.spec?.ports ?? []);
  // Istio takes a port of the Service, or else of the pods. Callers of an egress gateway are sent to its Service.
  const isOpen = (port: number): boolean => all.some((p) => podPortOf(p, template) !== undefined && (p.port === port || (gateway.role === 'ingress' && podPortOf(p, template) === port)));
  const closed = [...new Map(listenedOn(gateway, model).filter(({ port, podPort }) => !isOpen(port) && !isOnItsNode(template, podPort)).map((l) => [l.port, l])).values()];
  for (const { what, port } of closed) {
    const unnamed = all.find((p) => p.port === port);
    yield {
      code: 'MESH1445', severity: 'warning', path: gateway.origin.path, source: gateway.origin.source, related: [{ path: pods.node.path, message: 'the gateway is' }],
      message: unnamed === undefined ? `${what}: port ${port} is none of ${services.map(titleOf).join(', ')}, so nobody gets there` : `${what}: port ${port} of ${titleOf(own)} leads to '${String(unnamed.targetPort)}', which is no port of the gateway's pods`,
      help: unnamed === undefined ? added(pods.node.id, own, closed.map((l) => l.port)) : `write the number: service: { ports: [{ name: '${unnamed.name ?? `port-${port}`}', port: ${port}, targetPort: … }] }`,
    };
  }
}

/** The list is replaced as a whole, so it is given as a whole. */
function added(name: string, { metadata, spec }: Service, missing: readonly number[]): string {
  if (metadata?.labels?.['topology.istio.io/network'] !== undefined) return 'the ports of a gateway between networks are fixed: serve it on another IstioGateway';
  const ports: readonly ServicePort[] = [...(spec?.ports ?? []), ...missing.map((port): ServicePort => ({ name: `tcp-${port}`, port }))];
  const text = ports.map(({ name, nodePort, port, protocol = 'TCP', targetPort = port }) => [
    name && `name: '${name}'`, `port: ${port}`, targetPort !== port && `targetPort: ${typeof targetPort === 'number' ? targetPort : `'${targetPort}'`}`, protocol !== 'TCP' && `protocol: '${protocol}'`, nodePort != null && `nodePort: ${nodePort}`,
  ].filter(Boolean).join(', ')).map((fields) => `{ ${fields} }`);
  return `add it to IstioGateway '${name}': service: { ports: [${text.join(', ')}] }`;
}
