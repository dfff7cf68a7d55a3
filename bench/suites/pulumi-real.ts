import type { Context, Suite } from '../suite';

const services = (c: Context): string => `${Math.round(c.services / 5)}`;
const OURS = 'MeshResources', UNTYPED = 'apiextensions.CustomResource, the same objects';

/** As the suite `pulumi`, with everything real. It builds Pulumi and Kubernetes first, where that was never done, and takes minutes. */
export const pulumiReal: Suite = {
  name: 'pulumi-real',
  title: 'The same through the real engine, Node host and Kubernetes provider: a first preview on a real API server, processes of Pulumi together',
  services: (n) => Math.round(n / 5),
  prepare: ({ real }) => (real ? undefined : 'it takes minutes and builds Pulumi and Kubernetes: ask for it with --real'),
  cases: [{ name: OURS, script: 'pulumi-real', args: (c) => ['ours', services(c)] }, { name: UNTYPED, script: 'pulumi-real', args: (c) => ['untyped', services(c)] }],
  ratios: [
    { title: 'MeshResources ÷ untyped, processor time', over: OURS, under: UNTYPED, of: 'processCpuMs', goal: { atMost: 1.5 } },
    { title: 'the same, memory', over: OURS, under: UNTYPED, of: 'maxRssMiB', goal: { atMost: 1.5 } },
    // Three processes and an API server share the machine: whatever else runs on it decides this one.
    { title: 'the same, time', over: OURS, under: UNTYPED, of: 'ms' },
  ],
};
