import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readYaml as readYamlText } from '../../../lib/manifests/yaml';
import type { MeshConfig } from '../../../lib/effective';
import { unmarked, type CheckSpec } from '../../checks/spec';
import { repository } from '../build';
import { synthesize } from '../mesh/accept';
import { asYaml } from '../mesh/cluster';
import { generated } from '../mesh/generated';
import type { Oracle } from '../oracle';

/** A mesh that Istio's analyzers and our checks both judge. */
export interface Input {
  readonly name: string;
  readonly yaml: string;
  readonly meshConfig?: MeshConfig;
  /** The check that it is an example of. */
  readonly spec?: CheckSpec;
  readonly trustDomain?: string;
}

const SPECS = join(repository, 'test/checks/specs');

/** Its mistake makes istiod fail: no answer comes. */
const STOPS_ISTIOD: ReadonlySet<string> = new Set(['hosts-of-servers-do-not-stop-istiod.ts']);

/** Every example of every check's spec that can be judged without options and declared calls. */
export function specInputs(): Input[] {
  return readdirSync(SPECS).filter((f) => f.endsWith('.ts') && !STOPS_ISTIOD.has(f)).sort().flatMap((file) => {
    const { spec } = require(join(SPECS, file)) as { spec: CheckSpec }, name = file.slice(0, -3);
    const of = (title: string, yaml: string, input: CheckSpec['input']): Input[] => (input?.declared ? [] : [{ name: `${name}: ${title}`, yaml: unmarked(yaml), spec, ...(input?.meshConfig && { meshConfig: input.meshConfig }), ...(input?.trustDomain !== undefined && { trustDomain: input.trustDomain }) }]);
    return [...of('wrong', spec.bad, spec.input), ...of('right', spec.good, spec.input), ...(spec.cases ?? []).flatMap((c) => of(c.title, c.yaml, c))];
  });
}

/** Examples and Istio's own documented tasks. */
export function fixtureInputs(): Input[] {
  const examples = join(repository, 'test/fixtures/examples'), tasks = join(repository, 'test/fixtures/tasks');
  return [
    ...readdirSync(examples).filter((f) => f.endsWith('.yaml')).sort().map((f) => ({ name: `example ${f}`, yaml: readFileSync(join(examples, f), 'utf8') })),
    ...readdirSync(tasks).sort().filter((d) => existsSync(join(tasks, d, 'mesh.yaml'))).map((d): Input => {
      const config = join(tasks, d, 'mesh-config.yaml');
      return { name: `task ${d}`, yaml: readFileSync(join(tasks, d, 'mesh.yaml'), 'utf8'), ...(existsSync(config) && { meshConfig: readYamlText(readFileSync(config, 'utf8'), { file: config }).documents[0]?.value as MeshConfig }) };
    }),
  ];
}

/** Generated meshes, as an app writes them, with what they say exists already. */
export async function generatedInput(oracle: Oracle, seed: number): Promise<Input> {
  const outdir = mkdtempSync(join(tmpdir(), 'checks-'));
  try {
    const { name, build } = generated(seed), mesh = await synthesize(oracle, name, build, outdir);
    return { name, yaml: asYaml(mesh.objects), meshConfig: JSON.parse(mesh.meshConfig) as MeshConfig, trustDomain: mesh.trustDomain };
  } finally { rmSync(outdir, { recursive: true, force: true }); }
}
