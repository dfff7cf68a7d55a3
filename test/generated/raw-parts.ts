import type { Pick } from './pick';

/** An object as somebody would write it, in no language of ours. */
export interface RawObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string; readonly labels?: Readonly<Record<string, string>>; readonly annotations?: Readonly<Record<string, string>>; readonly creationTimestamp?: string };
  readonly [field: string]: any;
}

export const ROOT = 'istio-system';
export const NAMESPACES = ['n1', 'n2', 'n3'] as const;
export const EXTERNAL = ['ext.example.com', 'api.example.com', '*.example.com', 'db.example.org', 'internal.corp'] as const;

/** What the parts of one raw mesh know of each other. */
export interface Raw {
  readonly p: Pick;
  readonly objects: RawObject[];
  /** Services by `name.namespace`, with their ports. */
  readonly services: { readonly name: string; readonly namespace: string; readonly ports: readonly number[] }[];
  readonly gateways: string[];
  /** Delegates by `namespace/name`. */
  readonly delegates: { readonly name: string; readonly namespace: string }[];
  number: number;
}

export const DOMAIN = 'svc.cluster.local';
export const full = (s: { readonly name: string; readonly namespace: string }): string => `${s.name}.${s.namespace}.${DOMAIN}`;

/** A name of a service or an external host, written as people do: full, or short where that means something from `namespace`. */
export function someHost(raw: Raw, namespace: string, wild = 10): string {
  const { p } = raw;
  if (p.chance(wild)) return p.one(['*', `*.${namespace}.${DOMAIN}`, `*.${DOMAIN}`, '*.example.com', `*.n1.${DOMAIN}`]);
  if (p.chance(25)) return p.one(EXTERNAL.filter((h) => !h.startsWith('*')));
  if (p.chance(4)) return p.one(['nobody', 'gone.n1.svc.cluster.local']);
  const service = p.one(raw.services);
  return service.namespace === namespace && p.chance(40) ? service.name : full(service);
}

export const PORTS = [80, 8080, 9000, 443, 5432] as const;
export const VERSIONS = ['v1', 'v2'] as const;

const SECURITY: ReadonlySet<string> = new Set(['PeerAuthentication', 'RequestAuthentication', 'AuthorizationPolicy']);
/** An Istio object, with a name of its own. */
export function add(raw: Raw, kind: string, { namespace, base }: { readonly namespace: string; readonly base: string }, spec: object | undefined, extra: object = {}): RawObject {
  const { p } = raw, apiVersion = SECURITY.has(kind) ? 'security.istio.io/v1' : 'networking.istio.io/v1';
  const object: RawObject = {
    apiVersion, kind,
    // Many objects of one age: names decide then.
    metadata: { name: `${base}-${raw.number++}`, namespace, ...(p.chance(40) ? { creationTimestamp: `2024-01-0${p.int(1, 4)}T00:00:00Z` } : {}), ...extra },
    ...(spec === undefined ? {} : { spec: clean(spec) }),
  };
  raw.objects.push(object);
  return object;
}

/** Without what is undefined. */
export function clean<T>(value: T): T {
  if (Array.isArray(value)) return value.map(clean) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).filter(([, v]) => v !== undefined).map(([k, v]) => [k, clean(v)])) as T;
}

export function exportTo(raw: Raw, percent = 25): readonly string[] | undefined {
  const { p } = raw;
  return p.chance(percent) ? p.one([['.'], ['*'], ['n1'], ['n2', 'n1'], ['n3', 'n1'], ['*'], ['.']]) : undefined;
}
/** undefined where nothing is in it. */
export const filled = <T extends object>(of: T): T | undefined => (Object.values(of).some((v) => v !== undefined) ? of : undefined);
export const maybe = <T>(p: Pick, percent: number, make: () => T): T | undefined => (p.chance(percent) ? make() : undefined);
