import * as fs from 'fs';
import * as path from 'path';
import { checks, runChecks } from '../../lib/checks';
import { readIstio, type SourceObject } from '../../lib/effective';
import type { Manifest } from '../../lib/manifests/manifest';
import { readManifests } from '../../lib/manifests/yaml';
import type { CheckSpec } from './spec';

const FOLDER = path.join(__dirname, 'specs');
const ODD: readonly unknown[] = [null, 5, -1, '', 'x', [], {}, true, [null], [5], { a: null }, '*', [[]], 1e9];

/** The same numbers on every machine. */
function pickFrom(seed: number): (n: number) => number {
  let state = seed;
  return (n) => { state = (Math.imul(state, 1664525) + 1013904223) >>> 0; return Math.floor((state / 2 ** 32) * n); };
}

/** One field somewhere below the top of an object, replaced by something that it must not be. */
function spoiled(manifest: Manifest, pick: (n: number) => number): Manifest {
  const copy = structuredClone(manifest) as Record<string, any>;
  const places: { readonly of: any; readonly key: string | number }[] = [];
  const walk = (value: any): void => { if (typeof value === 'object' && value !== null) for (const key of Object.keys(value)) { places.push({ of: value, key }); walk(value[key]); } };
  walk(copy.spec ?? copy.data ?? {});
  if (copy.metadata.annotations) walk(copy.metadata.annotations);
  if (places.length === 0 || pick(12) === 0) copy.spec = ODD[pick(ODD.length)];
  else { const { of, key } = places[pick(places.length)]; of[key] = ODD[pick(ODD.length)]; }
  return copy as Manifest;
}

test('no check fails on fields of a wrong type or a wrong value', () => {
  const pick = pickFrom(11), broken = new Set<string>();
  for (const file of fs.readdirSync(FOLDER).filter((f) => f.endsWith('.ts')).sort()) {
    const { spec } = require(path.join(FOLDER, file)) as { spec: CheckSpec };
    const manifests = [...readManifests(spec.bad, 'a.yaml').manifests, ...(spec.cases ?? []).slice(0, 2).flatMap((c) => readManifests(c.yaml, 'b.yaml').manifests)].map((m) => m.manifest);
    for (let round = 0; round < 4; round++) {
      const objects = manifests.map((m): SourceObject => { const manifest = pick(3) === 0 ? spoiled(m, pick) : m; return { manifest, place: () => ({ object: { kind: manifest.kind, name: manifest.metadata.name } }) }; });
      const options = Object.fromEntries(checks.map((c) => [c.code, { ...spec.input?.options }]));
      try {
        for (const d of runChecks({ mesh: readIstio(objects, { inventory: 'closed', ...spec.input }) }, { checks, profile: 'strict', options }).diagnostics) if (d.code === 'MESH2903') broken.add(`${file}: ${d.message}`);
      } catch (error) { broken.add(`${file}: ${String((error as Error).stack).split('\n').slice(0, 4).join(' ')}`); }
    }
  }
  expect([...broken]).toEqual([]);
});
