import { all, describe, type SourceObject } from '../effective';
import { virtualServicesOf } from '../effective/istio/virtual-services';
import { disjoint, exampleOf } from '../effective/reason';
import { placeOf, type Check, type CheckFinding } from './check';
import { ruleLists, scopesApart, type RouteRule } from './parts/route-rules';
import type { Fields } from './parts/fields';

/** At a gateway VirtualServices for one host are merged, the oldest first: what both have rules for, the age of an object decides. */
export const gatewayFragmentsDoNotOverlap: Check = {
  code: 'MESH2102',
  title: 'the order of VirtualServices for one host at a gateway does not matter',
  severity: 'warning',
  equals: ['KIA1106'],
  docs: `Several VirtualServices may have the same host at the same gateway: their rules are put one behind the other, those of the oldest object first, and those that take everything at the end. Where rules of two of them hold for the same request and do different
things, the age of the objects decides, which is nothing that a file says; after the next restore, or in the next cluster, it may be the other way.

Rules of fragments should exclude each other: paths of which none begins another, or different headers. A default rule belongs into one fragment. The check reports what it can show with an example, once for a pair of VirtualServices.`,
  *run({ world }) {
    const rulesOf = new Map<SourceObject, readonly RouteRule[]>();
    for (const list of ruleLists(world)) if (list.protocol === 'http') rulesOf.set(list.object, list.rules);
    const fragments = new Map<string, SourceObject[]>();
    for (const vs of virtualServicesOf(world).all) for (const gateway of new Set(vs.gateways)) if (gateway !== 'mesh') for (const host of vs.hosts) {
      const key = `${gateway} ${host.toLowerCase()}`, list = fragments.get(key);
      if (list) list.push(vs.object); else fragments.set(key, [vs.object]);
    }
    const told = new Set<string>();
    for (const [key, objects] of fragments) {
      if (objects.length < 2) continue;
      const [gateway, host] = key.split(' ');
      for (const found of overlaps(objects, (o) => (rulesOf.get(o) ?? []).filter((r) => r.scope.gateways === undefined || r.scope.gateways.includes(gateway)), { gateway, host })) {
        if (!told.has(found.pair)) { told.add(found.pair); yield found.finding; }
      }
    }
  },
};

/** Rules of one host that are compared with each other: enough to find a mistake, few enough for a thousand fragments. */
const BUDGET = 20_000;

function* overlaps(objects: readonly SourceObject[], rulesOf: (o: SourceObject) => readonly RouteRule[], where: { readonly gateway: string; readonly host: string }): Iterable<{ readonly pair: string; readonly finding: CheckFinding }> {
  let budget = BUDGET;
  for (let i = 0; i < objects.length; i++) for (let j = i + 1; j < objects.length; j++) {
    const found = firstOverlap(rulesOf(objects[i]), rulesOf(objects[j]), () => budget-- > 0);
    if (!found) continue;
    const [a, b] = found, refs = [objects[i], objects[j]].map((o) => `${o.manifest.metadata.namespace ?? 'default'}/${o.manifest.metadata.name}`);
    const example = exampleOf(all([a.when, b.when])), both = a.when.op === 'always' && b.when.op === 'always';
    yield {
      pair: refs.join(' '),
      finding: {
        ...placeOf(b.from),
        message: both ? `'${where.host}' has two rules for everything at ${where.gateway}: the older VirtualService's decides` : `a request for '${where.host}' at ${where.gateway} meets this rule (${describe(b.when)}) and one of ${refs[0]} (${describe(a.when)}): the older VirtualService decides`,
        help: `make them exclude each other, or put them into one VirtualService${example?.target ? `; both hold for ${example.method} ${example.target}` : ''}`, related: [{ ...placeOf(a.from), message: 'the other is' }],
      },
    };
  }
}

function firstOverlap(a: readonly RouteRule[], b: readonly RouteRule[], go: () => boolean): readonly [RouteRule, RouteRule] | undefined {
  for (const x of a) for (const y of b) {
    if (!go()) return undefined;
    // A rule for everything stands behind all others, whoever has it.
    if ((x.when.op === 'always') !== (y.when.op === 'always') || scopesApart(x.scope, y.scope) || disjoint(x.when, y.when) !== false) continue;
    if (effectOf(x.fields) !== effectOf(y.fields)) return [x, y];
  }
  return undefined;
}
/** What a route does, whatever it is called and whatever it is for. */
function effectOf(route: Fields): string {
  const { match: _match, name: _name, ...rest } = route;
  return JSON.stringify(rest, (_, value: unknown) => (typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.fromEntries(Object.entries(value).sort(([x], [y]) => (x < y ? -1 : 1))) : value));
}
