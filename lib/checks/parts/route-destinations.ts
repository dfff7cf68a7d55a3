import { KIND, namespaceOf, type SourceObject, type World } from '../../effective';
import { fullName } from '../../effective/istio/names';
import { entries, fields, numberOf, textOf, type Fields } from './fields';

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
  readonly port?: number;
  readonly subset?: string;
}

/** All destinations of the VirtualServices, mirrors included, in the order of the input; read once. */
export const routeDestinations = (world: World): readonly RouteDestination[] => world.part(readAll);
const readAll = (world: World): readonly RouteDestination[] => world.objects.of(KIND.virtualService).flatMap((object) => [...destinationsIn(object, world.settings.clusterDomain)]);

function* destinationsIn(object: SourceObject, clusterDomain: string): Iterable<RouteDestination> {
  const spec = fields(object.manifest.spec) ?? {}, namespace = namespaceOf(object.manifest);
  for (const protocol of ['http', 'tls', 'tcp'] as const) for (const [route, i] of entries(spec[protocol])) {
    const routeField = `spec.${protocol}[${i}]`;
    const one = (use: RouteDestination['use'], value: unknown, field: string): RouteDestination[] => {
      const destination = fields(value), written = textOf(destination?.host);
      if (!destination || written === '') return [];
      const port = numberOf(fields(destination.port)?.number), subset = textOf(destination.subset);
      return [{ object, namespace, protocol, use, field, route, routeField, written, host: fullName(written, namespace, clusterDomain), ...(port > 0 && { port }), ...(subset !== '' && { subset }) }];
    };
    for (const [share, r] of entries(route.route)) yield* one('route', share.destination, `${routeField}.route[${r}].destination`);
    if (protocol !== 'http') continue;
    yield* one('mirror', route.mirror, `${routeField}.mirror`);
    for (const [mirror, m] of entries(route.mirrors)) yield* one('mirror', mirror.destination, `${routeField}.mirrors[${m}].destination`);
  }
}
