import type { Manifest } from '../../lib/manifests/manifest';
import { validate } from '../../lib/manifests/validate';
import { type Path, replaced } from '../real/corpus/change';
import { seeds } from './built-in/seeds';

const pod = (...path: Path): Path => ['spec', 'template', 'spec', ...path];
const inContainer = (i: number, ...path: Path): Path => pod('containers', i, ...path);
const POD = 'spec.template.spec';
type Change = readonly [path: Path, value: unknown];

/* The corpus changes one thing at a time, and tries a few values: these rules need two changes, or a value of their own. */
test.each<[what: string, seed: string, changes: readonly Change[], path: string]>([
  ['an index fails where none can', 'Job, with a policy of failures', [[['spec', 'podFailurePolicy', 'rules', 0, 'action'], 'FailIndex']], 'spec.podFailurePolicy.rules[0].action'],
  ['many indexes, many at once', 'Job, indexed', [[['spec', 'completions'], 100_001], [['spec', 'parallelism'], 10_001]], 'spec.parallelism'],
  ['nine zones', 'EndpointSlice', [[['endpoints', 0, 'hints', 'forZones'], [...'abcdefghi'].map((name) => ({ name }))]], 'endpoints[0].hints.forZones'],
  ['all privileges by a capability', 'Deployment, security', [[inContainer(0, 'securityContext', 'capabilities', 'add'), ['CAP_SYS_ADMIN']]], `${POD}.containers[0].securityContext.allowPrivilegeEscalation`],
  ['two namespaces of processes', 'Deployment', [[pod('hostPID'), true], [pod('shareProcessNamespace'), true]], `${POD}.shareProcessNamespace`],
  ['users of its own beside the processes of the node', 'Deployment', [[pod('hostUsers'), false], [pod('hostPID'), true]], `${POD}.hostUsers`],
  ['huge pages alone', 'Deployment, resources', [[inContainer(1, 'resources'), { limits: { 'hugepages-2Mi': '64Mi' } }]], `${POD}.containers[1].resources`],
  ['a part of a device', 'Deployment, resources', [[inContainer(0, 'resources'), { limits: { 'example.com/gpu': '1.5' }, requests: { 'example.com/gpu': '1.5' } }]], `${POD}.containers[0].resources.limits["example.com/gpu"]`],
  ['memory in thousandths', 'Deployment, environment', [[inContainer(0, 'env', 3, 'valueFrom', 'resourceFieldRef'), { containerName: 'web', resource: 'limits.memory', divisor: '1m' }]], `${POD}.containers[0].env[3].valueFrom.resourceFieldRef.divisor`],
  ['neither a name nor a password', 'Secret, of a password', [[['stringData'], { a: 'b' }]], 'data'],
  ['a token of nobody', 'Secret, of a ServiceAccount', [[['metadata', 'annotations'], {}], [['stringData'], { a: 'b' }]], 'metadata.annotations'],
  ['a registry as a list', 'Secret, of a registry', [[['stringData'], {}], [['data'], { '.dockerconfigjson': Buffer.from('[]').toString('base64') }]], 'data'],
  ['a port of the node twice', 'Service, at a port of the node', [[['spec', 'ports'], [{ name: 'a', port: 80, nodePort: 30080 }, { name: 'b', port: 81, nodePort: 30080 }]]], 'spec.ports[1].nodePort'],
  ['sources of a load balancer without one', 'Service, small', [[['spec', 'loadBalancerSourceRanges'], ['10.0.0.0/8']]], 'spec.loadBalancerSourceRanges'],
  ['an address beside none', 'Service, headless', [[['spec', 'clusterIPs'], ['None', '10.0.0.1']]], 'spec.clusterIPs'],
])('%s', (_, name, changes, path) => {
  const { manifest } = seeds.find((seed) => seed.name === name)!;
  const changed = changes.reduce<unknown>((object, [at, value]) => replaced(object, at, value), manifest) as Manifest;
  expect(validate(manifest)).toEqual([]);
  expect(validate(changed).map((violation) => [violation.level, violation.path])).toEqual([['error', path]]);
});
