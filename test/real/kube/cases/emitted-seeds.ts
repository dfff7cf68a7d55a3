import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { examples } from '../../../../examples';
import { MeshApp } from '../../../../lib';
import type { Manifest } from '../../../../lib/manifests/manifest';
import { knownKinds } from '../../../../lib/manifests/schema';
import type { Seed } from '../../../manifests/built-in/seeds';
import { ours } from '../../charts/case';
import { cases } from '../../charts/cases';
import { readYaml } from '../../mesh/cluster';

const builtIn = new Set(knownKinds().filter(({ group }) => !group.endsWith('istio.io')).map(({ kind }) => kind));

/** Objects of Kubernetes' own kinds that examples and control planes write: of each kind and each set of fields the first one. CRDs are too large to be changed field by field. */
export function emittedSeeds(full: boolean): readonly Seed[] {
  const found = new Map<string, Seed>();
  for (const [from, manifest] of written(full)) {
    if (!builtIn.has(manifest.kind) || manifest.kind === 'CustomResourceDefinition' || manifest.apiVersion.includes('istio.io')) continue;
    const fields = fieldsOf(manifest);
    if (!found.has(fields)) found.set(fields, { name: `${manifest.kind} of ${from}`, manifest });
  }
  return [...found.values()];
}

function* written(full: boolean): Generator<readonly [string, Manifest]> {
  const outdir = mkdtempSync(join(tmpdir(), 'mesh-'));
  try {
    for (const [name, build] of Object.entries(examples)) {
      const app = new MeshApp({ outdir });
      build(app);
      for (const object of readYaml(app.synthYaml())) yield [`example ${name}`, object as unknown as Manifest];
    }
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
  for (const one of full ? cases : cases.slice(0, 10)) for (const object of ours(one)) yield [`control plane ${one.name}`, object];
}

/** The names of all fields: what differs in values only is one. */
function fieldsOf(manifest: Manifest): string {
  const names = new Set<string>();
  const visit = (value: unknown, path: string): void => {
    if (Array.isArray(value)) for (const item of value) visit(item, `${path}[]`);
    else if (typeof value === 'object' && value !== null) for (const [key, inner] of Object.entries(value)) visit(inner, `${path}.${/[./]/.test(key) ? '*' : key}`);
    else names.add(path);
  };
  visit({ ...manifest, metadata: {} }, manifest.kind);
  return [...names].sort().join();
}
