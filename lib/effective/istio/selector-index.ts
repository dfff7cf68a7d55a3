import { selects } from './names';

type Labels = Readonly<Record<string, string>>;

/** Things that select by labels, in an order: those that select a workload are found without looking at all. */
export class SelectorIndex<T> {
  private readonly byLabel = new Map<string, number[]>();
  /** Without a label they select everything. */
  private readonly wide: number[] = [];

  constructor(private readonly all: readonly { readonly labels: Labels; readonly item: T }[]) {
    all.forEach(({ labels }, i) => {
      let first: string | undefined;
      for (const key in labels) { first = key; break; }
      if (first === undefined) { this.wide.push(i); return; }
      const label = `${first}=${labels[first]}`, list = this.byLabel.get(label);
      if (list) list.push(i); else this.byLabel.set(label, [i]);
    });
  }

  /** All that select these labels, in order. */
  matching(labels: Labels): T[] {
    const found = [...this.wide];
    for (const key in labels) for (const i of this.byLabel.get(`${key}=${labels[key]}`) ?? []) if (selects(this.all[i].labels, labels)) found.push(i);
    return found.sort((a, b) => a - b).map((i) => this.all[i].item);
  }
}
