import type { MatchFacts } from '../model';
import { covers } from './hostnames';
import { everyPath, matchesApart, matchesOf } from './match-and';

/** A rule that takes part in the order of one host. */
export interface Candidate {
  /** Id of its route: list order holds inside it. */
  readonly route: string;
  readonly index: number;
  readonly priority?: number;
  readonly matches: readonly MatchFacts[];
  /** How specific the hostname is that it is here for; see `hostnameRank`. */
  readonly hostRank: number;
  /** Hostnames or listeners it is limited to; rules with none in common never meet. Empty: all. */
  readonly limits: readonly string[];
}
export interface Placed<C> { readonly candidate: C; readonly matches: readonly MatchFacts[] }
/** Two rules of different routes that no precedence orders: alike, or ordered one way by list order and the other way by precedence. */
export type Clash<C> = (kind: 'tie' | 'cycle', rules: readonly C[]) => void;

interface Node<C> {
  readonly c: C;
  readonly m: MatchFacts;
  readonly i: number;
  readonly pathClass: number;
  readonly path: string;
  at: number;
}

/** Gateway API's precedence; above 0: `a` comes first. Between two that are alike the priority of their routes decides. */
function compareKeys(a: Node<Candidate>, b: Node<Candidate>): number {
  return a.c.hostRank - b.c.hostRank
    || a.pathClass - b.pathClass
    || (a.pathClass === PREFIX ? a.path.length - b.path.length : 0)
    || Math.min(a.m.methods.length, 1) - Math.min(b.m.methods.length, 1)
    || a.m.headers.length + a.m.cookies.length - b.m.headers.length - b.m.cookies.length
    || a.m.query.length - b.m.query.length
    || Math.min(a.m.from.length, 1) - Math.min(b.m.from.length, 1)
    || (a.c.priority ?? 0) - (b.c.priority ?? 0);
}
const ANY = 0, REGEX = 1, PREFIX = 2, EXACT = 3;
const pathClass = (m: MatchFacts): number => (everyPath(m.path) ? ANY : m.path!.kind === 'regex' ? REGEX : m.path!.kind === 'prefix' ? PREFIX : EXACT);
const text = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
/** By precedence, and where that is silent by names: never by the order of declaration. */
const sorting = (a: Node<Candidate>, b: Node<Candidate>): number => compareKeys(b, a) || (a.pathClass === b.pathClass ? text(a.path, b.path) : 0) || text(a.c.route, b.c.route) || a.c.index - b.c.index || a.i - b.i;

const limitsApart = (a: readonly string[], b: readonly string[]): boolean => a.length > 0 && b.length > 0 && !a.some((x) => b.some((y) => covers(x, y) || covers(y, x)));
const meets = (a: Node<Candidate>, b: Node<Candidate>): boolean => !(a.pathClass === EXACT && b.pathClass === EXACT && a.path !== b.path) && !limitsApart(a.c.limits, b.c.limits) && !matchesApart(a.m, b.m);

/**
 * The rules of one host in the order in which they are to be tried. The cost is that of sorting, unless list order inside some route
 * contradicts precedence: then every pair is looked at once. A rule stands several times where its matches come at different places.
 */
export function orderRules<C extends Candidate>(candidates: readonly C[], clash: Clash<C>): readonly Placed<C>[] {
  if (candidates.every((c) => c.route === candidates[0]!.route)) {
    return [...candidates].sort((a, b) => a.index - b.index).map((candidate) => ({ candidate, matches: candidate.matches }));
  }
  const nodes: Node<C>[] = candidates.flatMap((c) => matchesOf(c).map((m, i) => ({ c, m, i, pathClass: pathClass(m), path: everyPath(m.path) ? '' : m.path!.value, at: 0 })));
  nodes.sort(sorting);
  nodes.forEach((n, at) => { n.at = at; });
  const ordered = agreesWithLists(nodes) ? (findTies(nodes, clash), nodes) : topological(nodes, clash);
  return gather(ordered);
}

/** Whether sorting by precedence keeps the list order of every route wherever it matters. */
function agreesWithLists<C extends Candidate>(nodes: readonly Node<C>[]): boolean {
  const routes = new Map<string, Node<C>[]>();
  for (const n of nodes) {
    const of = routes.get(n.c.route);
    if (of) of.push(n);
    else routes.set(n.c.route, [n]);
  }
  for (const list of routes.values()) if (list.length > 1 && !onPairs(list, (a, b) => a.c.index <= b.c.index || !meets(a, b))) return false;
  return true;
}

/** Every pair whose paths can meet, the earlier node first; stops when told so. Paths are looked up, not compared. */
function onPairs<C extends Candidate>(nodes: readonly Node<C>[], visit: (a: Node<C>, b: Node<C>) => boolean): boolean {
  const exact = new Map<string, Node<C>[]>(), prefix = new Map<string, Node<C>[]>(), loose: Node<C>[] = [];
  for (const n of nodes) {
    const map = n.pathClass === EXACT ? exact : prefix;
    const list = n.pathClass < PREFIX ? loose : map.get(n.path);
    if (list) list.push(n);
    else map.set(n.path, [n]);
  }
  const pair = (a: Node<C>, b: Node<C>): boolean => (a.at < b.at ? visit(a, b) : visit(b, a));
  for (const n of nodes) {
    if (n.pathClass < PREFIX) {
      for (const o of nodes) if (o !== n && (o.pathClass >= PREFIX || o.at < n.at) && !pair(o, n)) return false;
      continue;
    }
    for (const o of (n.pathClass === EXACT ? exact : prefix).get(n.path)!) if (o.at < n.at && !pair(o, n)) return false;
    let path = n.path;
    if (n.pathClass === EXACT) for (const o of prefix.get(path) ?? []) if (!pair(o, n)) return false;
    for (let end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/')) {
      path = path.slice(0, end);
      for (const o of prefix.get(path) ?? []) if (!pair(o, n)) return false;
    }
  }
  return true;
}

/** Reports pairs of different routes that are alike and can meet. Only equal keys on equal paths have to be compared. */
function findTies<C extends Candidate>(nodes: readonly Node<C>[], clash: Clash<C>): void {
  for (let from = 0; from < nodes.length;) {
    const first = nodes[from]!;
    let to = from + 1;
    while (to < nodes.length && compareKeys(first, nodes[to]!) === 0 && (first.pathClass === nodes[to]!.pathClass) && (first.pathClass < PREFIX || first.path === nodes[to]!.path)) to++;
    if (to - from > 1) compareGroup(nodes.slice(from, to), clash);
    from = to;
  }
}
function compareGroup<C extends Candidate>(group: readonly Node<C>[], clash: Clash<C>): void {
  if (group.length > 16) {
    const buckets = byExactValue(group);
    if (buckets) {
      for (const bucket of buckets) compareGroup(bucket, clash);
      return;
    }
  }
  for (let i = 0; i < group.length; i++) {
    const j = group.findIndex((n, k) => k > i && group[i]!.c.route !== n.c.route && meets(group[i]!, n));   // one is enough to name it
    if (j !== -1) clash('tie', [group[i]!.c, group[j]!.c]);
  }
}
/** Splits a large group by the value of a condition that all have in common by name: unequal values never meet. */
function byExactValue<C extends Candidate>(group: readonly Node<C>[]): readonly (readonly Node<C>[])[] | undefined {
  for (const field of ['headers', 'cookies', 'query'] as const) {
    for (const { name } of group[0]!.m[field]) {
      const buckets = new Map<string, Node<C>[]>();
      const fits = group.every((n) => {
        const v = n.m[field].find((x) => x.name === name && x.kind === 'exact' && !x.not);
        if (!v) return false;
        const bucket = buckets.get(v.value);
        if (bucket) bucket.push(n);
        else buckets.set(v.value, [n]);
        return true;
      });
      if (fits && buckets.size > 1) return [...buckets.values()];
    }
  }
  return undefined;
}

/**
 * Depth first over "must come before", in sorted order: components come out in an order that is valid and as near to the sorted one as can be.
 * Inside a cycle the priorities of its routes decide, if all differ; else there is no winner.
 */
function topological<C extends Candidate>(nodes: readonly Node<C>[], clash: Clash<C>): readonly Node<C>[] {
  const before: number[][] = nodes.map(() => []);
  const ties: (readonly [Node<C>, Node<C>])[] = [];
  onPairs(nodes, (a, b) => {
    if (a.c === b.c || !meets(a, b)) return true;
    if (a.c.route === b.c.route && a.c.index > b.c.index) before[a.at]!.push(b.at);
    else {
      before[b.at]!.push(a.at);
      if (a.c.route !== b.c.route && compareKeys(a, b) === 0) ties.push([a, b]);
    }
    return true;
  });
  for (const list of before) list.sort((x, y) => x - y);
  let named: Node<C> | undefined;
  for (const [a, b] of ties.sort((x, y) => x[0].at - y[0].at || x[1].at - y[1].at)) {
    if (a !== named) clash('tie', [a.c, b.c]);
    named = a;
  }
  const out: Node<C>[] = [], stack: number[] = [];
  const order = new Int32Array(nodes.length).fill(-1), low = new Int32Array(nodes.length), onStack = new Uint8Array(nodes.length);
  let counter = 0;
  const visit = (v: number): void => {
    order[v] = low[v] = counter++;
    stack.push(v);
    onStack[v] = 1;
    for (const w of before[v]!) {
      if (order[w] === -1) { visit(w); low[v] = Math.min(low[v]!, low[w]!); } else if (onStack[w]) low[v] = Math.min(low[v]!, order[w]!);
    }
    if (low[v] !== order[v]) return;
    const component: Node<C>[] = [];
    for (;;) {
      const w = stack.pop()!;
      onStack[w] = 0;
      component.push(nodes[w]!);
      if (w === v) break;
    }
    out.push(...(component.length === 1 ? component : settle(component, clash)));
  };
  for (let v = 0; v < nodes.length; v++) if (order[v] === -1) visit(v);
  return out;
}
function settle<C extends Candidate>(cycle: Node<C>[], clash: Clash<C>): readonly Node<C>[] {
  const routes = new Map(cycle.map((n) => [n.c.route, n.c.priority ?? 0]));
  if (new Set(routes.values()).size < routes.size) clash('cycle', [...new Map(cycle.sort((a, b) => a.at - b.at).map((n) => [n.c.route, n.c])).values()]);
  return cycle.sort((a, b) => (b.c.priority ?? 0) - (a.c.priority ?? 0) || text(a.c.route, b.c.route) || a.c.index - b.c.index || a.i - b.i);
}

/** Puts matches of one rule together, as far as nothing in between can meet what is moved. */
function gather<C extends Candidate>(ordered: readonly Node<C>[]): readonly Placed<C>[] {
  const entries: Node<C>[][] = [];
  const last = new Map<C, number>();
  for (const n of ordered) {
    const entry = last.get(n.c);
    if (entry !== undefined && entries.length - entry <= 64 && entries.slice(entry + 1).every((e) => e.every((other) => !meets(other, n)))) entries[entry]!.push(n);
    else {
      last.set(n.c, entries.length);
      entries.push([n]);
    }
  }
  return entries.map((e) => {
    const { c } = e[0]!;
    const whole = e.length === matchesOf(c).length;
    return { candidate: c, matches: whole ? c.matches : e.sort((a, b) => a.i - b.i).map((n) => n.m) };
  });
}
