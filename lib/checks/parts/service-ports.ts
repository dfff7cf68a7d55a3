import { KIND, namespaceOf, type Host, type SourceObject, type Workload, type World } from '../../effective';
import { push } from '../../manifests/maps';
import { entries, fields, numberOf, textMap, textOf, type Fields } from './fields';

/** A port of a Service, as written. */
export interface ServicePort {
  readonly object: SourceObject;
  readonly namespace: string;
  readonly service: string;
  readonly host: Host;
  readonly port: Fields;
  /** `spec.ports[0]`. */
  readonly at: string;
  readonly number: number;
  readonly name: string;
  /** Of the container: a number, or a name. */
  readonly target: number | string;
  readonly behind: readonly Workload[];
}

export const servicePorts = (world: World): readonly ServicePort[] => world.part(readPorts);
const readPorts = (world: World): readonly ServicePort[] => world.objects.of(KIND.service).flatMap((object) => {
  const namespace = namespaceOf(object.manifest), service = object.manifest.metadata.name;
  const host = world.hostsNamed(`${service}.${namespace}.svc.${world.settings.clusterDomain}`).find((h) => h.kind === 'Service');
  if (!host) return [];
  return entries(fields(object.manifest.spec)?.ports).map(([port, i]): ServicePort => {
    const number = numberOf(port.port), written = port.targetPort;
    const target = typeof written === 'number' && written > 0 ? written : typeof written === 'string' && written !== '' && written !== '0' ? (/^\d+$/.test(written) ? Number(written) : written) : number;
    return { object, namespace, service, host, port, at: `spec.ports[${i}]`, number, name: textOf(port.name), target, behind: world.workloadsBehind(host) };
  });
});

/** Ports of Services by the container's port that they lead to; those of UDP are left out. */
export interface LedTo { readonly workload: Workload; readonly port: number; readonly from: readonly ServicePort[] }
export const containerPorts = (world: World): readonly LedTo[] => world.part(readContainerPorts);
function readContainerPorts(world: World): readonly LedTo[] {
  const out = new Map<Workload, Map<number, ServicePort[]>>();
  for (const port of servicePorts(world)) {
    if (port.port.protocol === 'UDP') continue;
    for (const w of port.behind) {
      const number = typeof port.target === 'number' ? port.target : w.ports.find((p) => p.name === port.target)?.number;
      if (number === undefined) continue;
      let byPort = out.get(w);
      if (!byPort) out.set(w, (byPort = new Map<number, ServicePort[]>()));
      push(byPort, number, port);
    }
  }
  return [...out].flatMap(([workload, byPort]) => [...byPort].map(([port, from]) => ({ workload, port, from })));
}

/** Services that somebody else keeps: those of gateways that a controller makes. */
export const isManaged = (object: SourceObject): boolean => textMap(object.manifest.metadata.labels)['gateway.istio.io/managed'] !== undefined;
