import { makeMap, once, push } from '../../manifests/maps';
import { selects } from './names';

type Labels = Readonly<Record<string, string>>;
interface Selecting<T> { readonly labels: Labels; readonly item: T }
interface Placed<T> extends Selecting<T> { readonly at: number }

/** Things that select by labels, in an order: those that select a workload are found without looking at all. */
export class SelectorIndex<T> {
  /** By the first label of each: its name, then its value. */
  private readonly byLabel = new Map<string, Map<string, Placed<T>[]>>();
  /** Without a label they select everything. */
  private readonly wide: Placed<T>[] = [];

  constructor(all: readonly Selecting<T>[]) {
    all.forEach(({ labels, item }, at) => {
      const first = firstOf(labels), placed = { labels, item, at };
      if (first === undefined) this.wide.push(placed); else push(once(this.byLabel, first, makeMap<Placed<T>[]>), labels[first], placed);
    });
  }

  /** All that select these labels, in order. */
  matching(labels: Labels): readonly T[] {
    const found: Placed<T>[] = this.wide.slice();
    this.byLabel.forEach((byValue, key) => {
      const having = byValue.get(labels[key]);
      if (having) for (const one of having) if (selects(one.labels, labels)) found.push(one);
    });
    if (found.length === 0) return NONE;
    if (found.length > 1) found.sort((a, b) => a.at - b.at);
    return found.map(({ item }) => item);
  }
}

const NONE: readonly never[] = [];

function firstOf(labels: Labels): string | undefined {
  for (const key in labels) return key;
  return undefined;
}
