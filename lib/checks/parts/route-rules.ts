import { all, always, any, KIND, namespaceOf, sourceOf, text, type Condition, type Provenance, type SourceObject, type World } from '../../effective';
import { conditionOf } from '../../effective/istio/http-match';

import { virtualServicesOf } from '../../effective/istio/virtual-services';
import { entries, fields, numberOf, textMap, textOf, texts, type Fields } from './fields';

/** For whom a rule is, before a request is looked at. Absent: for all. */
export interface RuleScope { readonly port?: number; readonly gateways?: readonly string[]; readonly labels?: Readonly<Record<string, string>>; readonly namespace?: string }

/** One match of a route, or a route without: what one rule of a proxy comes from. */
export interface RouteRule {
  readonly protocol: 'http' | 'tls' | 'tcp';
  /** Which route of the list it is, delegates written out, and which match of it. */
  readonly route: number;
  readonly when: Condition;
  readonly scope: RuleScope;
  /** The route, names in it in full. */
  readonly fields: Fields;
  readonly match?: Fields;
  /** The match, or the route that has none. */
  readonly from: Provenance;
  readonly routeFrom: Provenance;
}
/** The rules of a VirtualService in order, by protocol; delegates merged. Of a protocol without rules there is none. */
export interface RuleList { readonly object: SourceObject; readonly protocol: RouteRule['protocol']; readonly rules: readonly RouteRule[]; readonly hosts: readonly string[] }

export const ruleLists = (world: World): readonly RuleList[] => world.part(readLists);
function readLists(world: World): readonly RuleList[] {
  const out: RuleList[] = [];
  for (const vs of virtualServicesOf(world).all) {
    if (vs.http.length > 0) out.push({ object: vs.object, protocol: 'http', hosts: vs.hosts, rules: vs.http.flatMap((r, route) => (r.matches.length === 0 ? [{ protocol: 'http' as const, route, when: always, scope: {}, fields: r.route, from: r.from(), routeFrom: r.from() }]
      : r.matches.map(({ match, from }) => ({ protocol: 'http' as const, route, when: conditionOf(match), scope: scopeOf(match), fields: r.route, match, from, routeFrom: r.from() })))) });
    for (const protocol of ['tls', 'tcp'] as const) if (vs[protocol].length > 0) out.push({ object: vs.object, protocol, hosts: vs.hosts, rules: vs[protocol].flatMap((r, route) => byteRules(protocol, route, r.route, r.from)) });
  }
  // Delegates that nobody is behind yet.
  for (const object of world.objects.of(KIND.virtualService)) {
    const spec = fields(object.manifest.spec);
    if (!spec || texts(spec.hosts).length > 0 || delegated(world).has(`${namespaceOf(object.manifest)}/${object.manifest.metadata.name}`)) continue;
    out.push({ object, protocol: 'http', hosts: [], rules: entries(spec.http).flatMap(([route, i]) => {
      const at = sourceOf(object, `spec.http[${i}]`), matches = entries(route.match);
      return matches.length === 0 ? [{ protocol: 'http' as const, route: i, when: always, scope: {}, fields: route, from: at, routeFrom: at }]
        : matches.map(([match, m]) => ({ protocol: 'http' as const, route: i, when: conditionOf(match), scope: scopeOf(match), fields: route, match, from: sourceOf(object, `spec.http[${i}].match[${m}]`), routeFrom: at }));
    }) });
  }
  return out;
}

/** VirtualServices that another delegates to, as `namespace/name`. */
const delegated = (world: World): ReadonlySet<string> => world.part(readDelegated);
const readDelegated = (world: World): ReadonlySet<string> => new Set(world.objects.of(KIND.virtualService).flatMap((o) => entries(fields(o.manifest.spec)?.http).flatMap(([r]) => {
  const to = fields(r.delegate);
  return to ? [`${textOf(to.namespace) || namespaceOf(o.manifest)}/${textOf(to.name)}`] : [];
})));

function byteRules(protocol: 'tls' | 'tcp', route: number, of: Fields, from: (field?: string) => Provenance): RouteRule[] {
  const matches = entries(of.match);
  if (matches.length === 0) return [{ protocol, route, when: always, scope: {}, fields: of, from: from(), routeFrom: from() }];
  return matches.map(([match, m]) => {
    const names = texts(match.sniHosts), subnets = texts(match.destinationSubnets), source = textOf(match.sourceSubnet);
    return {
      protocol, route, scope: scopeOf(match), fields: of, match, from: from(`match[${m}]`), routeFrom: from(),
      when: all([
        names.length > 0 ? any(names.map((n) => text({ on: 'sni' }, n === '*' ? { kind: 'present' } : n.startsWith('*') ? { kind: 'suffix', value: n.slice(1).toLowerCase() } : { kind: 'exact', value: n.toLowerCase() }))) : always,
        subnets.length > 0 ? any(subnets.map((cidr) => ({ op: 'address', of: 'destination', cidr }))) : always,
        source === '' ? always : { op: 'address', of: 'peer', cidr: source },
      ]),
    };
  });
}

/** Where gateways are named, sources do not count. */
function scopeOf(match: Fields): RuleScope {
  const port = numberOf(match.port), gateways = texts(match.gateways), labels = textMap(match.sourceLabels), namespace = textOf(match.sourceNamespace);
  return { ...(port > 0 && { port }), ...(gateways.length > 0 ? { gateways } : { ...(Object.keys(labels).length > 0 && { labels }), ...(namespace !== '' && { namespace }) }) };
}

/** Whether the first is for all for whom the second is. */
export function scopeCovers(wide: RuleScope, narrow: RuleScope): boolean {
  if (wide.port !== undefined && wide.port !== narrow.port) return false;
  if (wide.gateways) return narrow.gateways !== undefined && narrow.gateways.every((g) => wide.gateways!.includes(g));
  // One that names gateways is for any source there.
  if (narrow.gateways) return wide.labels === undefined && wide.namespace === undefined;
  if (wide.namespace !== undefined && wide.namespace !== narrow.namespace) return false;
  return Object.entries(wide.labels ?? {}).every(([k, v]) => narrow.labels?.[k] === v);
}
/** Whether nobody is meant by both. */
export function scopesApart(a: RuleScope, b: RuleScope): boolean {
  if (a.port !== undefined && b.port !== undefined && a.port !== b.port) return true;
  if (a.gateways && b.gateways) return !a.gateways.some((g) => b.gateways!.includes(g));
  if (a.namespace !== undefined && b.namespace !== undefined && a.namespace !== b.namespace) return true;
  return Object.entries(a.labels ?? {}).some(([k, v]) => b.labels?.[k] !== undefined && b.labels[k] !== v);
}
