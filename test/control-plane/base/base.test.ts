import { sortedManifest } from '../../../lib/manifests/customize';
import { validate } from '../../../lib/manifests/validate';
import { stageOf } from '../../../lib/control-plane/istio/order';
import { base, kinds, one } from '../istiod/objects';

describe.each([['default', {}], ['stable APIs only', { stableApisOnly: true, network: 'n1', validationFailurePolicy: 'Fail' }], ['gke', { platform: 'gke', ambient: true }]] as const)('base: %s', (_name, props) => {
  const objects = base(props);
  test('is valid', () => { expect(objects.flatMap((o) => validate(o).map((v) => `${o.kind} ${v.message}`))).toEqual([]); });
  test('has its keys in printed order', () => { for (const o of objects) expect(JSON.stringify(o)).toBe(JSON.stringify(sortedManifest(o))); });
  test('can be applied as it stands', () => { expect(objects.map(stageOf)).toEqual([...objects.map(stageOf)].sort((a, b) => a - b)); });
});

describe('namespace', () => {
  const level = (props: Parameters<typeof base>[0]) => one(base(props), 'Namespace').metadata.labels!['pod-security.kubernetes.io/enforce'];
  test('enforces what its pods keep to', () => {
    expect(level({})).toBe('restricted');
    expect(level({ profile: 'upstream' })).toBeUndefined();
    expect(level({ ambient: true })).toBe('privileged');
    expect(level({ istiod: { initContainers: [{ name: 'i', image: 'x' }] } })).toBeUndefined();
    expect(level({ ambient: { namespace: 'kube-system' }, cni: { namespace: 'kube-system' } })).toBe('restricted');
  });
  test('names the network that its pods are in', () => { expect(one(base({ network: 'n1' }), 'Namespace').metadata.labels).toMatchObject({ 'topology.istio.io/network': 'n1' }); });
  test("is left to others when that is said", () => { expect(kinds(base({ createNamespace: false }))).not.toContain('Namespace istio-system'); });
});

describe('default validator', () => {
  const validator = (props: Parameters<typeof base>[0]) => base(props).find((o) => o.kind === 'ValidatingWebhookConfiguration');
  test('is the first revision, another, or none', () => {
    expect(validator({})!.webhooks[0].clientConfig.service.name).toBe('istiod');
    expect(validator({ revision: 'a' })!.webhooks[0].clientConfig.service.name).toBe('istiod-a');
    expect(validator({ revision: 'a', defaultRevision: 'b' })!.metadata.labels).toMatchObject({ 'istio.io/rev': 'b' });
    expect(validator({ defaultRevision: false })).toBeUndefined();
  });
});

describe('quota', () => {
  test('where a cluster admits critical pods by quota only, and istiod is one', () => {
    expect(kinds(base({ platform: 'gke' }))).toContain('ResourceQuota istiod-critical-pods');
    expect(kinds(base({ platform: 'gke', profile: 'upstream' }))).not.toContain('ResourceQuota istiod-critical-pods');
    expect(kinds(base({}))).not.toContain('ResourceQuota istiod-critical-pods');
  });
});

test('stable APIs are enforced for the default revision', () => {
  expect(kinds(base({ stableApisOnly: true })).slice(-2)).toEqual(['ValidatingAdmissionPolicy stable-channel-default-policy.istio.io', 'ValidatingAdmissionPolicyBinding stable-channel-default-policy-binding.istio.io']);
  expect(kinds(base({ stableApisOnly: true, defaultRevision: false })).join()).not.toContain('ValidatingAdmissionPolicy');
});
