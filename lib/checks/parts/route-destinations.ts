import { KIND, namespaceOf, type Host, type SourceObject, type World } from '../../effective';
import { fullName } from '../../effective/istio/names';
import { entries, fields, numberOf, textOf, type Fields } from './fields';
import { knownHosts } from './known-hosts';

/** A place where a VirtualService sends requests to, as it is written there. */
export interface RouteDestination {
  readonly object: SourceObject;
  readonly namespace: string;
  readonly protocol: 'http' | 'tls' | 'tcp';
  readonly use: 'route' | 'mirror';
  /** Its `destination`, as `spec.http[0].route[1].destination`. */
  readonly field: string;
  /** The route that it stands in, and where that is. */
  readonly route: Fields;
  readonly routeField: string;
  /** As written, and in full. */
  readonly written: string;
  readonly host: string;
  /** What the inventory has of that name, or of wildcards that cover it. */
  readonly hosts: readonly Host[];
  readonly port?: number;
  readonly subset?: string;
}

/** All destinations of the VirtualServices, mirrors included, in the order of the input; read once. */
export const routeDestinations = (world: World): readonly RouteDestination[] => world.part(readAll);
const readAll = (world: World): readonly RouteDestination[] => world.objects.of(KIND.virtualService).flatMap((object) => destinationsIn(world, object));

function destinationsIn(world: World, object: SourceObject): RouteDestination[] {
  const spec = fields(object.manifest.spec) ?? {}, namespace = namespaceOf(object.manifest), known = knownHosts(world), out: RouteDestination[] = [];
  for (const protocol of ['http', 'tls', 'tcp'] as const) for (const [route, i] of entries(spec[protocol])) {
    const routeField = `spec.${protocol}[${i}]`;
    const add = (use: RouteDestination['use'], value: unknown, field: string): void => {
      const destination = fields(value), written = textOf(destination?.host);
      if (!destination || written === '') return;
      const port = numberOf(fields(destination.port)?.number), subset = textOf(destination.subset), host = fullName(written, namespace, world.settings.clusterDomain);
      out.push({ object, namespace, protocol, use, field: `${routeField}.${field}`, route, routeField, written, host, hosts: known.find(host), ...(port > 0 && { port }), ...(subset !== '' && { subset }) });
    };
    for (const [share, r] of entries(route.route)) add('route', share.destination, `route[${r}].destination`);
    if (protocol !== 'http') continue;
    add('mirror', route.mirror, 'mirror');
    for (const [mirror, m] of entries(route.mirrors)) add('mirror', mirror.destination, `mirrors[${m}].destination`);
  }
  return out;
}
