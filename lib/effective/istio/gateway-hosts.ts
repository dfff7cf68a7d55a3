import { push } from '../../manifests/maps';

/** Names, exact and wildcard, with what belongs to them; finds all that meet a name without looking at the others. */
export class NameIndex<T> {
  private readonly exact = new Map<string, T[]>();
  /** Wildcards by what follows their star. */
  private readonly wild = new Map<string, T[]>();
  /** Everything that ends so, by each suffix that begins with a dot, and by the empty one. */
  private readonly below = new Map<string, T[]>();

  add(host: string, value: T): void {
    const wildcard = host.startsWith('*'), tail = wildcard ? host.slice(1) : host;
    push(wildcard ? this.wild : this.exact, tail, value);
    for (const suffix of suffixesOf(tail)) push(this.below, suffix, value);
  }

  /** Values of all names of which one covers the other, or that are equal. */
  meeting(host: string): T[] {
    if (!host.startsWith('*')) return [...(this.exact.get(host) ?? []), ...suffixesOf(host).flatMap((s) => this.wild.get(s) ?? [])];
    const tail = host.slice(1);
    return [...(this.below.get(tail) ?? []), ...suffixesOf(tail).flatMap((s) => (s === tail ? [] : this.wild.get(s) ?? []))];
  }
}

/** Of two names that meet, the narrower; undefined: they share no name. */
export function narrower(a: string, b: string): string | undefined {
  return within(a, b) ? a : within(b, a) ? b : undefined;
}
function within(a: string, b: string): boolean {
  if (!b.startsWith('*')) return a === b;
  return a.startsWith('*') ? a.length >= b.length && a.endsWith(b.slice(1)) : a.endsWith(b.slice(1));
}

/** Names that could mean a host, the most exact first: itself, `*.b.com`, `*.com`, `*`. */
export function candidates(host: string): string[] {
  const out = [host];
  for (let dot = host.indexOf('.', host.startsWith('*.') ? 2 : 1); dot >= 0; dot = host.indexOf('.', dot + 1)) out.push(`*${host.slice(dot)}`);
  out.push('*');
  return out;
}

/** Exact names first, then longer ones, then by alphabet. */
export function bySpecificity(a: string, b: string): number {
  const [wildA, wildB] = [a.startsWith('*'), b.startsWith('*')];
  if (wildA !== wildB) return wildA ? 1 : -1;
  return b.length - a.length || (a < b ? -1 : a > b ? 1 : 0);
}

function suffixesOf(tail: string): string[] {
  const out: string[] = [];
  for (let dot = tail.indexOf('.'); dot >= 0; dot = tail.indexOf('.', dot + 1)) out.push(tail.slice(dot));
  out.push('');
  return out;
}
