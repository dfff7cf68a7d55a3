import * as path from 'path';
import { measure } from '../measure';
import type * as Real from '../../test/real/pulumi/measured';

/*
 * A first preview of a mesh with everything that is real but nodes: Pulumi's engine and Node host, the Kubernetes provider, an API server. `ours`: MeshResources. `untyped`: the same objects, each an
 * `apiextensions.CustomResource`. Time and memory are those of Pulumi's processes, not of this one.
 */
const [way, services] = process.argv.slice(2);

require('ts-node/register/transpile-only');
const { measured } = require(path.resolve(__dirname, '../../../../test/real/pulumi/measured')) as typeof Real;

void measured({ way: way as 'ours' | 'untyped', services: Number(services) }).then(({ resources, ms, parts }) => {
  const all = Object.values(parts), sum = (of: 'MiB' | 'cpuMs'): number => all.reduce((n, part) => n + part[of], 0), MiB = sum('MiB'), cpuMs = sum('cpuMs');
  const figures = { resources, 'ms per resource': ms / resources, 'KiB per resource': (MiB * 1024) / resources, ...Object.fromEntries(Object.entries(parts).filter(([part]) => part !== 'host').map(([part, { MiB: own }]) => [`MiB ${part}`, own])) };
  measure(() => ({ ms, cpuMs, processCpuMs: cpuMs, maxRssMiB: MiB, figures }));
}, (error: unknown) => { process.stderr.write(String((error as Error).stack)); process.exitCode = 1; });
