import type { Condition, TextMatch } from '../../effective';
import { push } from '../../manifests/maps';

/** What a condition asks of the path, where that is one plain thing. */
export function pathMatchOf(when: Condition): TextMatch | undefined {
  for (const part of when.op === 'all' ? when.of : [when]) if (part.op === 'text' && part.subject.on === 'path') return part.match;
  return undefined;
}

/** Things by the path that they are for: which of them can have to do with another, without comparing all with all. */
export class ByPath<T> {
  private readonly exact = new Map<string, T[]>();
  private readonly prefix = new Map<string, T[]>();
  private readonly lengths = new Set<number>();
  /** Those whose path is an expression, or none: they may have to do with any. */
  private readonly rest: T[] = [];

  add(path: TextMatch | undefined, value: T): void {
    if (path !== undefined && path.kind === 'exact' && !path.ignoreCase) push(this.exact, path.value, value);
    else if (path !== undefined && path.kind === 'prefix' && !path.ignoreCase) { push(this.prefix, path.value, value); this.lengths.add(path.value.length); }
    else this.rest.push(value);
  }

  /** Those that may take all of a path, in no order. */
  above(path: TextMatch | undefined): readonly T[] {
    if (path === undefined || path.kind === 'present') return this.rest;
    const out = [...this.rest];
    if (path.kind === 'exact') out.push(...this.exact.get(path.value) ?? []);
    if (path.kind !== 'regex' && path.kind !== 'template' && !('ignoreCase' in path && path.ignoreCase)) {
      for (const length of this.lengths) if (length <= path.value.length) out.push(...this.prefix.get(path.value.slice(0, length)) ?? []);
      return out;
    }
    // Expressions: what they begin with is for the prover to see; only prefixes matter.
    for (const list of this.prefix.values()) out.push(...list);
    return out;
  }
}
