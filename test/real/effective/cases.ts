import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { App } from 'cdk8s';
import { pickSeeded } from '../../generated/pick';
import { rawObjects } from '../../generated/raw';
import { programs } from '../../helpers/fixtures';
import { repository } from '../build';
import { synthesize } from '../mesh/accept';
import { readYaml } from '../mesh/cluster';
import { generated } from '../mesh/generated';
import type { Oracle } from '../oracle';
import type { Case } from './compare';

/** A case, made when it is its turn. */
export interface CaseToMake { readonly name: string; make(oracle: Oracle): Promise<Case> }

const program = (name: string, build: (app: App) => unknown, outdir: string): CaseToMake => ({ name, make: (oracle) => synthesize(oracle, name, build, outdir) });
export const programCases = (outdir: string): CaseToMake[] => programs().map(({ name, build }) => program(name, build, outdir));
export const languageCase = (seed: number, outdir: string): CaseToMake => { const { name, build } = generated(seed); return program(name, build, outdir); };

const TASKS = join(repository, 'test/fixtures/tasks');
export function taskCases(): CaseToMake[] {
  return readdirSync(TASKS, { withFileTypes: true }).filter((e) => e.isDirectory()).map(({ name }) => ({ name: `task ${name}`, make: () => Promise.resolve(taskCase(name)) }));
}
export function taskCase(name: string): Case {
  const config = join(TASKS, name, 'mesh-config.yaml');
  return { name: `task ${name}`, objects: readYaml(readFileSync(join(TASKS, name, 'mesh.yaml'), 'utf8')), meshConfig: JSON.stringify(existsSync(config) ? readYaml(readFileSync(config, 'utf8'))[0] : {}) };
}

export const rawCase = (seed: number): CaseToMake => ({
  name: `raw ${seed}`, make: () => { const { objects, meshConfig } = rawObjects(pickSeeded(seed)); return Promise.resolve({ name: `raw ${seed}`, objects, meshConfig: JSON.stringify(meshConfig) }); },
});
