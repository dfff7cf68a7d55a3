import type { Suite } from '../suite';

const objectsFile = (folder: string, name: string) => `${folder}/${name}.yaml`;

/** Ready manifests to a file. */
export const write: Suite = {
  name: 'write', title: 'Ready manifests → YAML file',
  cases: [
    { name: 'cdk8s-mesh', script: 'write-own', args: c => [String(c.services), objectsFile(c.folder, 'own')] },
    { name: 'cdk8s-mesh, objects made as they are written', script: 'write-stream', args: c => [String(c.services), objectsFile(c.folder, 'stream')], sameBytesAs: 'cdk8s-mesh' },
    { name: 'JSON.stringify', script: 'write-json', args: c => [String(c.services), objectsFile(c.folder, 'json')] },
    { name: 'cdk8s, ApiObjects', script: 'write-cdk8s', args: c => [String(c.services), objectsFile(c.folder, 'stock')], sameBytesAs: 'cdk8s-mesh' },
  ],
  ratios: [
    { title: 'stock cdk8s ÷ cdk8s-mesh, time from ready objects to file', over: 'cdk8s, ApiObjects', under: 'cdk8s-mesh', of: 'ms', goal: { atLeast: 15 } },
    { title: 'the same, processor time', over: 'cdk8s, ApiObjects', under: 'cdk8s-mesh', of: 'cpuMs', goal: { atLeast: 15 } },
    { title: 'stock cdk8s ÷ cdk8s-mesh, memory', over: 'cdk8s, ApiObjects', under: 'cdk8s-mesh', of: 'maxRssMiB', goal: { atLeast: 3 } },
    { title: 'the same, where objects are made as they are written', over: 'cdk8s, ApiObjects', under: 'cdk8s-mesh, objects made as they are written', of: 'maxRssMiB', goal: { atLeast: 3 } },
    { title: 'stock cdk8s ÷ cdk8s-mesh, whole process', over: 'cdk8s, ApiObjects', under: 'cdk8s-mesh', of: 'wallMs' },
    { title: 'cdk8s-mesh ÷ JSON.stringify, whole process', over: 'cdk8s-mesh', under: 'JSON.stringify', of: 'wallMs', goal: { atMost: 1.25 } },
    { title: 'the same, processor time', over: 'cdk8s-mesh', under: 'JSON.stringify', of: 'processCpuMs', goal: { atMost: 1.25 } },
    { title: 'cdk8s-mesh ÷ JSON.stringify, time from ready objects to file', over: 'cdk8s-mesh', under: 'JSON.stringify', of: 'ms' },
  ],
};
