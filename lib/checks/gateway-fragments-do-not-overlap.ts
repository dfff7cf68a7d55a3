import { all, describe, type SourceObject } from '../effective';
import { virtualServicesOf } from '../effective/istio/virtual-services';
import { disjoint, exampleOf } from '../effective/reason';
import { push } from '../manifests/maps';
import { placeOf, type Check, type CheckFinding } from './check';
import { ByPath, pathMatchOf } from './parts/by-path';
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
      push(fragments, `${gateway} ${host.toLowerCase()}`, vs.object);
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

/** Comparisons for one host: enough to find a mistake, few enough for a thousand fragments of expressions. */
const BUDGET = 20_000;

interface Piece { readonly rule: RouteRule; readonly fragment: number }

/** Rules are looked at from the shortest path to the longest, so that those that may take the same are among those before. */
function* overlaps(objects: readonly SourceObject[], rulesOf: (o: SourceObject) => readonly RouteRule[], where: { readonly gateway: string; readonly host: string }): Iterable<{ readonly pair: string; readonly finding: CheckFinding }> {
  const pieces = objects.flatMap((o, fragment) => rulesOf(o).map((rule): Piece => ({ rule, fragment })));
  const lengthOf = (p: Piece): number => { const path = pathMatchOf(p.rule.when); return path && (path.kind === 'exact' || path.kind === 'prefix') && !path.ignoreCase ? path.value.length : -1; };
  const sorted = pieces.map((piece) => ({ piece, length: lengthOf(piece) })).sort((a, b) => a.length - b.length || a.piece.fragment - b.piece.fragment);
  const byPath = new ByPath<Piece>(), told = new Set<string>();
  let budget = BUDGET;
  for (const { piece } of sorted) {
    for (const other of byPath.above(pathMatchOf(piece.rule.when))) {
      if (other.fragment === piece.fragment) continue;
      const [a, b] = other.fragment < piece.fragment ? [other, piece] : [piece, other], pair = `${a.fragment} ${b.fragment}`;
      if (told.has(pair)) continue;
      if (budget-- <= 0) return;
      if (!depends(a.rule, b.rule)) continue;
      told.add(pair);
      yield findingOf([objects[a.fragment], a.rule], [objects[b.fragment], b.rule], where);
    }
    byPath.add(pathMatchOf(piece.rule.when), piece);
  }
}

/** Whether the order of two rules matters: some request meets both, and they do different things with it. */
function depends(a: RouteRule, b: RouteRule): boolean {
  // A rule for everything stands behind all others, whoever has it.
  if ((a.when.op === 'always') !== (b.when.op === 'always') || scopesApart(a.scope, b.scope)) return false;
  return effectOf(a.fields) !== effectOf(b.fields) && disjoint(a.when, b.when) === false;
}

function findingOf([first, a]: readonly [SourceObject, RouteRule], [second, b]: readonly [SourceObject, RouteRule], where: { readonly gateway: string; readonly host: string }): { readonly pair: string; readonly finding: CheckFinding } {
  const name = (o: SourceObject): string => `${o.manifest.metadata.namespace ?? 'default'}/${o.manifest.metadata.name}`;
  const example = exampleOf(all([a.when, b.when])), both = a.when.op === 'always' && b.when.op === 'always';
  return {
    pair: `${name(first)} ${name(second)}`,
    finding: {
      ...placeOf(b.from), related: [{ ...placeOf(a.from), message: 'the other is' }],
      message: both ? `'${where.host}' has two rules for everything at ${where.gateway}: the older VirtualService's decides` : `a request for '${where.host}' at ${where.gateway} meets this rule (${describe(b.when)}) and one of ${name(first)} (${describe(a.when)}): the older VirtualService decides`,
      help: `make them exclude each other, or put them into one VirtualService${example?.target ? `; both hold for ${example.method} ${example.target}` : ''}`,
    },
  };
}
/** What a route does, whatever it is called and whatever it is for. */
function effectOf(route: Fields): string {
  const { match: _match, name: _name, ...rest } = route;
  return JSON.stringify(rest, (_, value: unknown) => (typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.fromEntries(Object.entries(value).sort(([x], [y]) => (x < y ? -1 : 1))) : value));
}
