import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { istioCrds } from '../../../lib/control-plane/istio/base/crds';
import { knownKinds, schemaViolations } from '../../../lib/manifests/schema';
import { readCrdFile } from '../../../scripts/generate/schema-file';

interface Crd { readonly metadata: { readonly name: string }; readonly spec: { readonly group: string; readonly names: { readonly kind: string }; readonly versions: readonly { readonly name: string; readonly schema: unknown }[] } }
const crds = istioCrds() as unknown as readonly Crd[];

/** Of each definition as it was when `npm run test:real charts` found it equal to the one of Istio's chart: a change here wants that run again. */
const HASHES = JSON.parse(readFileSync(join(__dirname, 'crd-hashes.json'), 'utf8')) as Readonly<Record<string, string>>;

const hash = (value: unknown): string => createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 16);

test('every definition is the one that was compared with the chart', () => {
  expect(Object.fromEntries(crds.map((crd) => [crd.metadata.name, hash(crd)]))).toEqual(HASHES);
});

test('they are the fetched ones, with every schema in its place', () => {
  const sorted = (list: readonly { readonly metadata: { readonly name: string } }[]): unknown[] => [...list].sort((a, b) => (a.metadata.name < b.metadata.name ? -1 : 1));
  expect(sorted(crds)).toEqual(sorted(readCrdFile('istio-crds-1.31').crds));
});

test('the API server takes them by their schema, and they are the kinds that are checked', () => {
  for (const crd of istioCrds()) expect(schemaViolations(crd)).toEqual([]);
  const checked = knownKinds().filter((kind) => kind.group.endsWith('istio.io')).flatMap((kind) => kind.versions.map((version) => `${kind.group}/${version} ${kind.kind}`));
  expect(crds.flatMap(({ spec }) => spec.versions.map((version) => `${spec.group}/${version.name} ${spec.names.kind}`)).sort()).toEqual(checked.sort());
});

test('no descriptions, keys in printed order, frozen to the last', () => {
  const walk = (value: unknown, top: boolean): void => {
    if (typeof value !== 'object' || value === null) return;
    expect(Object.isFrozen(value)).toBe(true);
    if (!Array.isArray(value)) {
      const keys = Object.keys(value);
      expect(keys).toEqual(top ? ['apiVersion', 'kind', 'metadata', 'spec'] : [...keys].sort());
      expect(typeof (value as { readonly description?: unknown }).description).not.toBe('string');
    }
    for (const inner of Object.values(value)) walk(inner, false);
  };
  for (const crd of crds) walk(crd, true);
});

test('asked again, they are the same objects, and equal versions share their schema', () => {
  expect(istioCrds()).toBe(crds);
  const shared = crds.filter(({ spec }) => spec.versions.length > 1 && spec.versions.every((version) => version.schema === spec.versions[0]!.schema));
  expect(shared.length).toBeGreaterThan(8);
});
