import { fields, items, textMap, textOf, type Fields } from './fields';

/** Fields that a delegate's route takes from the route that delegates to it, where it has none of its own. */
const INHERITED = ['rewrite', 'directResponse', 'timeout', 'retries', 'fault', 'mirror', 'mirrorPercent', 'mirrorPercentage', 'corsPolicy', 'mirrors', 'headers'] as const;

/** One match of a merged route, and where it stands: in the delegate (`own`), else in the route that delegates. */
export interface MergedMatch { readonly match: Fields; readonly at: number; readonly own: boolean }
export interface MergedRoute {
  readonly route: Fields;
  readonly matches: readonly MergedMatch[];
  /** Fields that are the delegating route's. */
  readonly inherited: ReadonlySet<string>;
}

/** A delegate's route as it is behind the route that delegates to it; undefined: it asks for something that the latter never passes on, and is dropped. */
export function mergeRoutes(root: Fields, delegate: Fields): MergedRoute | undefined {
  const matches = mergeMatches(items(root.match), items(delegate.match));
  if (!matches) return undefined;
  const route: Record<string, unknown> = { ...delegate }, inherited = new Set<string>();
  delete route.match;
  for (const field of INHERITED) {
    if (isSet(route[field]) || !isSet(root[field])) continue;
    route[field] = root[field];
    inherited.add(field);
  }
  const name = [textOf(root.name), textOf(delegate.name)].filter((n) => n !== '').join('-');
  if (name !== '') route.name = name;
  return { route, matches, inherited };
}
const isSet = (value: unknown): boolean => value !== undefined && value !== null;

/** Each match of the delegate with each of the root's that covers it; one that none covers spoils the whole route. */
function mergeMatches(root: readonly Fields[], delegate: readonly Fields[]): readonly MergedMatch[] | undefined {
  if (root.length === 0) return delegate.map((match, at) => ({ match, at, own: true }));
  if (delegate.length === 0) return root.map((match, at) => ({ match, at, own: false }));
  const out: MergedMatch[] = [];
  for (const [at, match] of delegate.entries()) {
    const covering = root.filter((r) => !conflict(r, match));
    if (covering.length === 0) return undefined;
    for (const r of covering) out.push({ match: mergeMatch(r, match), at, own: true });
  }
  return out;
}

function mergeMatch(root: Fields, own: Fields): Fields {
  const out: Record<string, unknown> = { ...own };
  for (const field of ['uri', 'scheme', 'method', 'authority', 'statPrefix']) if (!isSet(own[field])) out[field] = root[field];
  for (const field of ['headers', 'withoutHeaders', 'queryParams', 'sourceLabels']) out[field] = { ...fields(root[field]), ...fields(own[field]) };
  for (const field of ['port', 'sourceNamespace']) if (!own[field]) out[field] = root[field];
  if (!Array.isArray(own.gateways) || own.gateways.length === 0) out.gateways = root.gateways;
  const name = [textOf(root.name), textOf(own.name)].filter((n) => n !== '').join('-');
  if (name !== '') out.name = name;
  return out;
}

/** Whether a delegate's match asks for something outside of the root's. */
function conflict(root: Fields, leaf: Fields): boolean {
  for (const field of ['uri', 'scheme', 'method', 'authority']) if (textConflict(fields(root[field]), fields(leaf[field]))) return true;
  for (const field of ['headers', 'withoutHeaders', 'queryParams']) {
    const of = fields(leaf[field]) ?? {};
    for (const name of Object.keys(of)) if (textConflict(fields(root[field]?.[name]), fields(of[name]))) return true;
  }
  if ((root.ignoreUriCase === true) !== (leaf.ignoreUriCase === true)) return true;
  if (root.port && leaf.port && root.port !== leaf.port) return true;
  // One that leaves the namespace open is wider than one that names it.
  if (root.sourceNamespace && textOf(leaf.sourceNamespace) !== root.sourceNamespace) return true;
  const wanted = textMap(root.sourceLabels), labels = textMap(leaf.sourceLabels);
  for (const key in labels) if (wanted[key] !== undefined && wanted[key] !== labels[key]) return true;
  const gateways: readonly unknown[] = Array.isArray(root.gateways) ? root.gateways : [], own: readonly unknown[] = Array.isArray(leaf.gateways) ? leaf.gateways : [];
  return gateways.length > 0 && own.length > 0 && (gateways.length < own.length || own.some((g) => !gateways.includes(g)));
}

/** Regular expressions are not compared: together with anything else they do not fit. */
function textConflict(root: Fields | undefined, leaf: Fields | undefined): boolean {
  if (!root || !leaf) return false;
  const said = (of: Fields): boolean => [of.regex, of.prefix, of.exact].some((v) => textOf(v) !== '');
  if ((textOf(root.regex) !== '' && said(leaf)) || (textOf(leaf.regex) !== '' && said(root))) return true;
  if (textOf(root.exact) !== '') return textOf(leaf.prefix) !== '' || textOf(leaf.exact) !== root.exact;
  if (textOf(root.prefix) !== '') {
    if (textOf(leaf.prefix) !== '') return !leaf.prefix.startsWith(root.prefix);
    if (textOf(leaf.exact) !== '') return !leaf.exact.startsWith(root.prefix);
  }
  return true;
}
