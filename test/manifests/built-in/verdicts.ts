import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { Mutant } from './mutate';

/** Of an object: `.` taken, `x` refused, `p` taken although what is made of it is refused (asked where our validation refuses the object). */
export type Verdict = '.' | 'x' | 'p';

interface Recorded {
  /** Of the objects, so that a change of what makes them cannot pass for a change of the verdicts. */
  readonly sha256: string;
  /** One letter per object; deflated in the file. */
  readonly verdicts: string;
}

const FILE = join(__dirname, '../../fixtures/built-in/verdicts.json');

/** What a real API server (Kubernetes 1.36) said of every single change of a seed; `npm run test:real -- kubernetes --record` asks it again. */
export function recordedVerdicts(): ReadonlyMap<string, Recorded> {
  const recorded = JSON.parse(readFileSync(FILE, 'utf8')) as Readonly<Record<string, Recorded>>;
  return new Map(Object.entries(recorded).map(([name, { sha256, verdicts }]) => [name, { sha256, verdicts: inflateRawSync(Buffer.from(verdicts, 'base64')).toString() }]));
}

export function recordVerdicts(all: ReadonlyMap<string, { readonly mutants: readonly Mutant[]; readonly verdicts: readonly Verdict[] }>): void {
  const recorded = [...all].map(([name, { mutants, verdicts }]): [string, Recorded] => [name, { sha256: digest(mutants), verdicts: deflateRawSync(verdicts.join(''), { level: 9 }).toString('base64') }]);
  writeFileSync(FILE, `${JSON.stringify(Object.fromEntries(recorded), null, 1)}\n`);
}

export const digest = (mutants: readonly Mutant[]): string => createHash('sha256').update(JSON.stringify(mutants.map(({ manifest }) => manifest))).digest('hex');
