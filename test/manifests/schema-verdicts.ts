import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Manifest } from '../../lib/manifests/manifest';
import { readSchemaFile } from '../../scripts/generate/schema-file';
import { samples } from './schema-samples';

/* What the API server's own validation said of generated objects. Run this file (with Go) to ask it again. */

export interface Verdicts {
  readonly seed: number;
  /** Of the objects, so that a change of their generator cannot pass for a change of the verdicts. */
  readonly sha256: string;
  /** One character per object: `.` accepted, `s` refused by the schema, `c` refused by CEL rules alone. */
  readonly verdicts: string;
}

const FILE = join(__dirname, 'schema-verdicts.json');

export const recordedVerdicts = (): Verdicts => JSON.parse(readFileSync(FILE, 'utf8')) as Verdicts;
export const judgedObjects = (seed: number, count: number): Manifest[] => [...samples(readSchemaFile('istio-1.31'), count, seed)];
export const digest = (objects: readonly Manifest[]): string => createHash('sha256').update(JSON.stringify(objects)).digest('hex');

async function record(): Promise<void> {
  const { Oracle } = await import('../real/oracle');
  const seed = 31;
  const objects = judgedObjects(seed, 3000);
  const oracle = Oracle.start({ processes: 1 });
  const results = await oracle.validateObjects('schema verdicts', objects);
  await oracle.close();
  const verdicts = results.map((findings) => {
    const sources = findings.filter((finding) => finding.level === 'error').map((finding) => finding.source);
    return sources.includes('schema') ? 's' : sources.includes('cel') ? 'c' : '.';
  }).join('');
  const recorded: Verdicts = { seed, sha256: digest(objects), verdicts };
  writeFileSync(FILE, `${JSON.stringify(recorded, null, 1)}\n`);
}

if (require.main === module) void record();
