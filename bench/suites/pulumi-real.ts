import type { Context, Suite } from '../suite';
import { pulumi } from './pulumi';

const args = (way: string) => (c: Context): readonly string[] => [way, `${c.services}`];
const OURS = 'MeshResources', UNTYPED = 'apiextensions.CustomResource, the same objects';

/** As the suite `pulumi`, with everything real. It builds Pulumi and Kubernetes first, where that was never done, and takes minutes. */
export const pulumiReal: Suite = {
  name: 'pulumi-real',
  title: 'The same through the real engine, Node host and Kubernetes provider: a first preview on a real API server, processes of Pulumi together',
  services: pulumi.services,
  prepare: ({ real }) => (real ? undefined : 'it takes minutes and builds Pulumi and Kubernetes: ask for it with --real'),
  cases: [{ name: OURS, script: 'pulumi-real', args: args('ours') }, { name: UNTYPED, script: 'pulumi-real', args: args('untyped') }],
  ratios: [
    { title: 'MeshResources ÷ untyped, processor time', over: OURS, under: UNTYPED, of: 'processCpuMs', goal: { atMost: 1.5 } },
    { title: 'the same, memory', over: OURS, under: UNTYPED, of: 'maxRssMiB', goal: { atMost: 1.5 } },
    // Three processes and an API server share the machine: whatever else runs on it decides this one.
    { title: 'the same, time', over: OURS, under: UNTYPED, of: 'ms' },
  ],
};
