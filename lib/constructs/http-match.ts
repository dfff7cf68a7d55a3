import type { MatchFacts, ValueFact } from '../model';
import { text } from './arguments';
import { CallError } from './call-error';
import { KIND } from './declare';
import type { MeshService } from './mesh-service';
import type { MeshWorkload } from './mesh-workload';
import { type HttpMethod, methodFacts, pathFact } from './path';
import { workloadIdOf } from './pods-of';

/** A condition on the path. */
export interface PathMatcher {
  /** This path alone. */
  exact(path: string): HttpMatch;
  /** This path and what is below it: `/v2` is `/v2` and `/v2/x`, not `/v2example`. */
  prefix(path: string): HttpMatch;
  /** The whole path, as an RE2 expression. */
  regex(re2: string): HttpMatch;
}
/** A condition on a value that has a name. */
export interface Matcher {
  exact(value: string): HttpMatch;
  /** The value starts so. */
  prefix(value: string): HttpMatch;
  /** The whole value, as an RE2 expression. */
  regex(re2: string): HttpMatch;
  /** It is there, whatever its value. */
  present(): HttpMatch;
  /** The opposite of what follows; a value that is missing matches too. */
  readonly not: Omit<Matcher, 'not'>;
}
type Client = MeshService<any> | MeshWorkload;

/** Facts of a match; callers are kept as constructs until the model is built, because which workload speaks for them is known then. */
interface Conditions extends Omit<MatchFacts, 'from'> { readonly from: readonly Client[] }
const EMPTY: Conditions = Object.freeze({ methods: [], headers: [], cookies: [], query: [], from: [] });

/** Conditions of a rule. All of one match hold together: `HttpMatch.path.prefix('/api').header('x-user').exact('jason')`. */
export class HttpMatch {
  static get path(): PathMatcher { return new HttpMatch(EMPTY).path; }
  /** A header by its name, in any case. */
  static header(name: string): Matcher { return new HttpMatch(EMPTY).header(name); }
  /** A cookie by its name. */
  static cookie(name: string): Matcher { return new HttpMatch(EMPTY).cookie(name); }
  /** A query parameter by its name. */
  static query(name: string): Omit<Matcher, 'not'> { return new HttpMatch(EMPTY).query(name); }
  /** Any of these methods. */
  static method(...methods: HttpMethod[]): HttpMatch { return new HttpMatch(EMPTY).method(...methods); }
  /** Requests of any of these callers. */
  static from(...clients: Client[]): HttpMatch { return new HttpMatch(EMPTY).from(...clients); }

  readonly [KIND] = 'match';
  private constructor(private readonly conditions: Conditions) { Object.freeze(this); }

  get path(): PathMatcher {
    const add = (kind: 'exact' | 'prefix' | 'regex') => (value: string): HttpMatch => {
      if (this.conditions.path) throw new CallError(undefined, 'one match has one condition on the path', 'write a second match: a rule takes several');
      return this.with({ path: pathFact(kind, value) });
    };
    return { exact: add('exact'), prefix: add('prefix'), regex: add('regex') };
  }
  /** A header by its name, in any case. */
  header(name: string): Matcher { return this.value('headers', text(undefined, 'the name of a header', name).toLowerCase()); }
  /** A cookie by its name. */
  cookie(name: string): Matcher { return this.value('cookies', text(undefined, 'the name of a cookie', name)); }
  /** A query parameter by its name. */
  query(name: string): Omit<Matcher, 'not'> { return this.value('query', text(undefined, 'the name of a query parameter', name)); }
  /** Any of these methods. */
  method(...methods: HttpMethod[]): HttpMatch {
    if (!methods.length) throw new CallError(undefined, 'method() must name at least one');
    return this.with({ methods: methodFacts([...this.conditions.methods, ...methods]) });
  }
  /** Requests of any of these callers. */
  from(...clients: Client[]): HttpMatch {
    if (!clients.length) throw new CallError(undefined, 'from() must name at least one caller');
    return this.with({ from: [...this.conditions.from, ...clients] });
  }

  /** @internal */
  facts(): MatchFacts {
    const { from, ...rest } = this.conditions;
    return { ...rest, from: [...new Set(from.map(workloadIdOf))].sort() };
  }

  private with(more: Partial<Conditions>): HttpMatch { return new HttpMatch({ ...this.conditions, ...more }); }
  private value(where: 'headers' | 'cookies' | 'query', name: string): Matcher {
    const matcher = (not: boolean): Omit<Matcher, 'not'> => {
      const add = (kind: ValueFact['kind'], value: string): HttpMatch => this.with({ [where]: [...this.conditions[where], Object.freeze({ name, kind, value, not })] });
      return { exact: (v) => add('exact', v), prefix: (v) => add('prefix', text(undefined, 'a prefix', v)), regex: (v) => add('regex', text(undefined, 'a regex', v)), present: () => add('present', '') };
    };
    return { ...matcher(false), not: matcher(true) };
  }
}

export const matchFacts = (at: string, matches: readonly HttpMatch[] | undefined): readonly MatchFacts[] => (matches ?? []).map((m) => {
  if ((m as Partial<HttpMatch> | undefined)?.[KIND] !== 'match') throw new CallError(at, 'conditions are written with HttpMatch', "as in HttpMatch.path.prefix('/api')");
  return m.facts();
});
