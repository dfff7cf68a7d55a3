import { selects } from './names';

type Labels = Readonly<Record<string, string>>;

/** Things that select by labels, in an order: those that select a workload are found without looking at all. */
export class SelectorIndex<T> {
  /** By the first label of each: its name, then its value. */
  private readonly byLabel = new Map<string, Map<string, number[]>>();
  /** Without a label they select everything. */
  private readonly wide: number[] = [];

  constructor(private readonly all: readonly { readonly labels: Labels; readonly item: T }[]) {
    all.forEach(({ labels }, i) => {
      let first: string | undefined;
      for (const key in labels) { first = key; break; }
      if (first === undefined) { this.wide.push(i); return; }
      let byValue = this.byLabel.get(first);
      if (!byValue) this.byLabel.set(first, (byValue = new Map()));
      const list = byValue.get(labels[first]);
      if (list) list.push(i); else byValue.set(labels[first], [i]);
    });
  }

  /** All that select these labels, in order. */
  matching(labels: Labels): T[] {
    let found: readonly number[] = this.wide;
    for (const [key, byValue] of this.byLabel) {
      const value = labels[key], having = value === undefined ? undefined : byValue.get(value)?.filter((i) => selects(this.all[i].labels, labels));
      if (having && having.length > 0) found = found.length === 0 ? having : [...found, ...having];
    }
    if (found.length > 1) found = [...found].sort((a, b) => a - b);
    return found.map((i) => this.all[i].item);
  }
}
