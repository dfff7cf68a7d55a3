import fc from 'fast-check';
import type { Manifest } from '../../lib/manifests/manifest';
import { validate } from '../../lib/manifests/validate';
import { SEEDS } from '../fixtures/validator/seeds';

const errors = (manifest: unknown): readonly string[] => validate(manifest as Manifest).filter(({ level }) => level === 'error').map(({ path, source }) => `${source} ${path}`);
const service = (spec: unknown) => ({ apiVersion: 'networking.istio.io/v1', kind: 'VirtualService', metadata: { name: 'web', namespace: 'shop' }, spec });

describe('validate', () => {
  it('takes every seed but the one that Istio refuses', () => {
    expect(SEEDS.filter((seed) => errors(seed).length > 0).map((seed) => JSON.stringify(seed.spec))).toEqual([expect.stringContaining('grpc')]);
  });

  it('reports schema and webhook in one run, each field once', () => {
    const found = errors(service({ hosts: ['a_b'], http: [{ timeout: 'x', route: [{ destination: { host: 'web' }, weight: 'many' }] }], foo: 1 }));
    expect(found).toHaveLength(4);
    expect(found).toEqual(expect.arrayContaining([
      'cel spec.http[0].timeout', 'schema spec.foo', 'schema spec.http[0].route[0].weight', 'webhook spec.hosts[0]',
    ]));
  });

  it('does not judge what is below a field of the wrong type', () => {
    expect(errors(service({ hosts: ['web'], http: { route: [] } }))).toEqual(['schema spec.http', 'webhook spec']);
  });

  it('never throws, whatever stands in an object', () => {
    const odd = fc.oneof(fc.constant(null), fc.integer(), fc.boolean(), fc.string(), fc.constant([]), fc.constant({}), fc.constant([null]), fc.constant([[]]), fc.constant({ a: null }), fc.double());
    const places = SEEDS.flatMap((seed, index) => [...pathsOf(seed)].map((path) => ({ index, path })));
    fc.assert(fc.property(fc.constantFrom(...places), odd, ({ index, path }, value) => {
      const copy = structuredClone(SEEDS[index]!) as unknown as Record<string, unknown>;
      const parent = path.slice(0, -1).reduce((node, key) => node[key] as Record<string, unknown>, copy);
      parent[path[path.length - 1]!] = value;
      return Array.isArray(validate(copy as unknown as Manifest));
    }), { numRuns: 3000 });
    for (const value of [{}, { apiVersion: 1 }, { apiVersion: 'networking.istio.io/v1', kind: null }, { apiVersion: 'networking.istio.io/v1', kind: 'Gateway', metadata: null }, { apiVersion: 'security.istio.io/v1', kind: 'PeerAuthentication' }]) {
      expect(errors(value).length).toBeGreaterThan(0);
    }
  });
});

function* pathsOf(value: unknown, path: readonly string[] = []): Generator<readonly string[]> {
  if (path.length > 0) yield path;
  if (typeof value !== 'object' || value === null) return;
  for (const key of Object.keys(value)) yield* pathsOf((value as Record<string, unknown>)[key], [...path, key]);
}
