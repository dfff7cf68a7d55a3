import { defaultOf } from '../objects';
import type { Provenance, Sourced } from '../provenance';
import type { MergedRule, Subset } from './destination-rules';
import { entries, fields, numberOf, textOf, type Fields } from './fields';
import type { Settings } from './settings';

export type Block = 'connectionPool' | 'outlierDetection' | 'loadBalancer' | 'tls';
/** The four blocks of a traffic policy that hold, each with where it stands. */
export type Blocks = { readonly [B in Block]?: Sourced<Fields> };
const BLOCKS: readonly Block[] = ['connectionPool', 'outlierDetection', 'loadBalancer', 'tls'];

/** What holds for a port: a subset's blocks over the rule's, and in each of them the settings of the port instead of all others. The mesh's own fill in what the rule leaves open. */
export function blocksOf(rule: MergedRule | undefined, subset: Subset | undefined, port: number, settings: Settings): Blocks {
  const base = withDefaults(atPort(rule?.policy, port).blocks, settings);
  if (!subset?.policy) return base;
  const { blocks, byPort } = atPort(subset.policy, port);
  return byPort ? blocks : { ...base, ...blocks };
}

/** Whether a policy as a whole sends connections to where they were dialled; settings of ports are not looked at. */
export const passesThrough = (policy: Sourced<Fields> | undefined): boolean => textOf(fields(policy?.value.loadBalancer)?.simple) === 'PASSTHROUGH';

function atPort(policy: Sourced<Fields> | undefined, port: number): { readonly blocks: Blocks; readonly byPort: boolean } {
  if (!policy) return { blocks: {}, byPort: false };
  for (const [entry, i] of entries(policy.value.portLevelSettings)) {
    if (fields(entry.port) && numberOf(entry.port.number) === port) return { blocks: pick(entry, policy.from, `portLevelSettings[${i}].`), byPort: true };
  }
  return { blocks: pick(policy.value, policy.from, ''), byPort: false };
}
function pick(policy: Fields, from: Provenance, path: string): Blocks {
  const out: { [B in Block]?: Sourced<Fields> } = {};
  for (const b of BLOCKS) { const value = fields(policy[b]); if (value) out[b] = { value, from: below(from, `${path}${b}`) }; }
  return out;
}

function withDefaults(blocks: Blocks, { config }: Settings): Blocks {
  const mesh = fields(config.defaultTrafficPolicy);
  if (!mesh) return blocks;
  const from = defaultOf('MeshConfig'), pool = fields(mesh.connectionPool), outlier = fields(mesh.outlierDetection);
  return { ...(pool && { connectionPool: { value: pool, from } }), ...(outlier && { outlierDetection: { value: outlier, from } }), ...blocks };
}

/** A field further down in the same object. */
function below(from: Provenance, field: string): Provenance {
  return Object.create(from, { field: { value: from.field === undefined ? field : `${from.field}.${field}`, enumerable: true } }) as Provenance;
}
