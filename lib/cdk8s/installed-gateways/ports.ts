import type { PodTemplateSpec, Service, ServicePort } from '../../manifests/types';
import type { GatewayFacts, MeshModel } from '../../model';

/** Port of a Service → port of its pods; `undefined`: a name that none of their containers has. */
export function podPortOf({ port, targetPort = port }: ServicePort, template: PodTemplateSpec | undefined): number | undefined {
  if (typeof targetPort === 'number') return targetPort;
  return template?.spec?.containers.flatMap((c) => c.ports ?? []).find((p) => p.name === targetPort)?.containerPort;
}

/** Whether clients come to the pods by their node, past every Service. */
export function isOnItsNode(template: PodTemplateSpec | undefined, port: number): boolean {
  return template?.spec?.hostNetwork === true || (template?.spec?.containers ?? []).some((c) => (c.ports ?? []).some((p) => p.hostPort != null && p.containerPort === port));
}

/** What a gateway listens on: declared for an ingress, for an egress gateway the ports of the hosts outside. */
export function listenedOn({ id, listeners, role }: GatewayFacts, model: MeshModel): readonly { readonly what: string; readonly port: number; readonly podPort: number }[] {
  if (role === 'ingress') return listeners.map(({ name, port, podPort }) => ({ what: `listener '${name}'`, port, podPort }));
  return model.externals.filter((e) => e.via === id).flatMap((e) => e.ports.map(({ number }) => ({ what: `requests to '${e.name}'`, port: number, podPort: number })));
}

export const titleOf = ({ metadata }: Service): string => `Service '${String(metadata?.name)}' in '${String(metadata?.namespace)}'`;
