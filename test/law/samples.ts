/** Texts that an RE2 expression matches, as far as a small reader of expressions can tell: a few for every alternative. */
export function samplesOf(regex: string): readonly string[] {
  try { return new Sampler(regex.replace(/^\(\?i\)/, '')).all().slice(0, 12); } catch { return []; }
}

class Sampler {
  private at = 0;
  constructor(private readonly text: string) {}

  all(): readonly string[] {
    const out = this.alternatives();
    if (this.at < this.text.length) throw new Error('not all of it was read');
    return out;
  }
  private alternatives(): string[] {
    const out = this.sequence();
    while (this.text[this.at] === '|') { this.at++; out.push(...this.sequence()); }
    return out;
  }
  private sequence(): string[] {
    let out = [''];
    while (this.at < this.text.length && this.text[this.at] !== '|' && this.text[this.at] !== ')') {
      const next = this.repeated(this.atom());
      // Not every combination: the shortest of what follows for each, and each of what follows once.
      out = [...out.map((o) => o + next[0]), ...next.slice(1).map((n) => out[0] + n)].slice(0, 24);
    }
    return out;
  }
  private repeated(of: string[]): string[] {
    const c = this.text[this.at];
    if (c === '*' || c === '?') { this.at++; return ['', ...of]; }
    if (c === '+') { this.at++; return of; }
    if (c !== '{') return of;
    const [whole, least] = /^\{(\d+)(?:,\d*)?\}/.exec(this.text.slice(this.at))!;
    this.at += whole.length;
    return of.map((o) => o.repeat(Number(least)));
  }
  private atom(): string[] {
    const c = this.text[this.at++];
    if (c === '^' || c === '$') return [''];
    if (c === '.') return ['x', '/'];
    if (c === '(') {
      const flags = /^\?(:|P?<[^>]*>)/.exec(this.text.slice(this.at));
      if (flags) this.at += flags[0].length;
      const inner = this.alternatives();
      if (this.text[this.at++] !== ')') throw new Error('an open group');
      return inner;
    }
    if (c === '[') return this.oneOf();
    return [c === '\\' ? this.escaped() : c];
  }
  private escaped(): string { const c = this.text[this.at++]; return c === 'd' ? '1' : c === 'w' ? 'a' : c === 's' ? ' ' : c === 'S' || c === 'D' || c === 'W' ? '-' : c; }
  private oneOf(): string[] {
    const end = this.text.indexOf(']', this.at + 1), body = this.text.slice(this.at, end);
    this.at = end + 1;
    if (body.startsWith('^')) return ['a', '1', '/', '-', ' '].filter((c) => !new RegExp(`[${body.slice(1)}]`).test(c));
    return body.startsWith('\\d') ? ['1'] : body.startsWith('\\w') ? ['a'] : [body[0]];
  }
}
