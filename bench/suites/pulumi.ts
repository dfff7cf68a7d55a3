import type { Context, Suite } from '../suite';

const services = (c: Context, part = 1): string => `${Math.round(c.services * part)}`;

/** Every object of a mesh a resource of Pulumi, beside the untyped way of its own SDK. */
export const pulumi: Suite = {
  name: 'pulumi',
  title: 'A mesh of 1,000 services as resources of Pulumi: program and SDK, with mocks for the engine',
  // 1,000 at the default of 5,000.
  services: (n) => Math.round(n / 5),
  cases: [
    { name: 'MeshResources', script: 'pulumi', args: (c) => ['ours', services(c)] },
    { name: 'apiextensions.CustomResource, the same objects', script: 'pulumi', args: (c) => ['untyped', services(c)] },
    { name: 'MeshResources, a tenth', script: 'pulumi', args: (c) => ['ours', services(c, 0.1)] },
  ],
  ratios: [
    { title: 'MeshResources ÷ untyped, time', over: 'MeshResources', under: 'apiextensions.CustomResource, the same objects', of: 'ms', goal: { atMost: 1.5 } },
    { title: 'the same, processor time of the process', over: 'MeshResources', under: 'apiextensions.CustomResource, the same objects', of: 'processCpuMs' },
    { title: 'the same, memory', over: 'MeshResources', under: 'apiextensions.CustomResource, the same objects', of: 'maxRssMiB', goal: { atMost: 1.5 } },
    { title: 'N ÷ N/10, processor time', over: 'MeshResources', under: 'MeshResources, a tenth', of: 'cpuMs', goal: { atMost: 11 } },
  ],
};
