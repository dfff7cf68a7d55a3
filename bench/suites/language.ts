import { spawnSync } from 'child_process';
import * as path from 'path';
import type { Case, Context, Suite } from '../suite';

const out = (c: Context, name: string): string => path.join(c.folder, `${name}.yaml`);
const objects = (c: Context): string => path.join(c.folder, 'objects.ndjson');
const shaped = (name: string, shape: (c: Context) => { host?: string; services: number; meshes?: number; chain?: boolean }, more: Partial<Case> = {}): Case => ({
  name, script: 'language', ...more,
  args: (c) => { const s = shape(c); return [s.host ?? 'mesh', `${s.services}`, `${s.meshes ?? 1}`, s.chain ? 'chain' : 'mesh', out(c, name.replace(/\W+/g, '-'))]; },
});

/** Constructs to YAML, everything included. */
export const language: Suite = {
  name: 'language', title: 'The whole language: constructs → model → manifests, validated → YAML file',
  prepare: (c) => {
    const script = path.join(c.root, '.cache/bench-js/bench/cases/language-dump.js');
    const made = spawnSync(process.execPath, [script, `${c.services}`, objects(c)], { encoding: 'utf8', cwd: c.root });
    return made.status === 0 ? undefined : `the objects could not be made: ${made.stderr.slice(-500)}`;
  },
  cases: [
    shaped('MeshApp', (c) => ({ services: c.services })),
    shaped('stock App', (c) => ({ services: c.services, host: 'stock' }), { sameBytesAs: 'MeshApp' }),
    { name: 'cdk8s, the same objects ready-made', script: 'language-objects', args: (c) => [objects(c), out(c, 'ready')], sameBytesAs: 'MeshApp' },
    shaped('a tenth', (c) => ({ services: c.services / 10 })),
    shaped('one chain of calls', (c) => ({ services: c.services, chain: true })),
    shaped('a tenth, one chain', (c) => ({ services: c.services / 10, chain: true })),
    shaped('1,000 meshes', (c) => ({ services: c.services, meshes: Math.min(1000, c.services / 5) })),
    shaped('six times as many', (c) => ({ services: c.services * 6 }), { rounds: 3 }),
  ],
  ratios: [
    { title: 'stock cdk8s with ready objects ÷ the whole language', over: 'cdk8s, the same objects ready-made', under: 'MeshApp', of: 'ms', goal: { atLeast: 8 } },
    { title: 'the same, processor time', over: 'cdk8s, the same objects ready-made', under: 'MeshApp', of: 'cpuMs' },
    { title: 'the same, memory', over: 'cdk8s, the same objects ready-made', under: 'MeshApp', of: 'maxRssMiB', goal: { atLeast: 3 } },
    { title: 'stock cdk8s with ready objects ÷ the language under a stock App', over: 'cdk8s, the same objects ready-made', under: 'stock App', of: 'ms', goal: { atLeast: 5 } },
    { title: '30,000 services ÷ 5,000, time', over: 'six times as many', under: 'MeshApp', of: 'ms', goal: { atMost: 6.5 } },
    { title: 'N ÷ N/10, time', over: 'MeshApp', under: 'a tenth', of: 'ms', goal: { atMost: 11 } },
    { title: 'N ÷ N/10, one chain of calls', over: 'one chain of calls', under: 'a tenth, one chain', of: 'ms', goal: { atMost: 11 } },
    { title: '1,000 meshes ÷ one with the same services', over: '1,000 meshes', under: 'MeshApp', of: 'ms', goal: { atMost: 1.5 } },
  ],
};
