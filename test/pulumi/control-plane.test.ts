import { App } from 'cdk8s';
import { build } from '../../examples/platform/mesh';
import { MeshResources } from '../../lib/pulumi';
import { Recorder, type Registered } from './recorder';

let all: readonly Registered[];
beforeAll(async () => {
  const recorder = await Recorder.start(), app = new App();
  build(app);
  all = await recorder.of(new MeshResources('all', app));
});

/** Names of all that a resource waits for, directly or not. */
function before(name: string): ReadonlySet<string> {
  const byName = new Map(all.map((r) => [r.name, r])), out = new Set<string>(), stack = [name];
  for (let n = stack.pop(); n !== undefined; n = stack.pop()) for (const d of byName.get(n)!.dependsOn) if (!out.has(d)) { out.add(d); stack.push(d); }
  return out;
}
const of = (type: RegExp): readonly Registered[] => all.filter((r) => type.test(r.type));
const expectAfter = (later: readonly Registered[], first: readonly Registered[]): void => {
  expect([later.length, first.length].every((n) => n > 0)).toBe(true);
  for (const l of later) expect([l.name, first.filter((f) => f !== l && !before(l.name).has(f.name)).map((f) => f.name)]).toEqual([l.name, []]);
};
const istiod = () => all.filter((r) => r.type.endsWith(':Deployment') && /Deployment\/istiod/.test(r.name));
const webhooks = () => of(/WebhookConfiguration$/);

test('names, tokens and dependencies of every resource', () => {
  expect(all.map((r) => `${r.type} ${r.name}${r.dependsOn.length ? ` ← ${r.dependsOn.map((d) => d.slice('all:'.length)).sort().join(', ')}` : ''}`).sort().join('\n')).toMatchSnapshot();
});

test('namespaces, then accounts and configuration, then the control plane', () => {
  for (const r of all) if (r.inputs.metadata?.namespace && all.some((n) => n.name === `all:Namespace/${r.inputs.metadata.namespace}`)) expectAfter([r], all.filter((n) => n.name === `all:Namespace/${r.inputs.metadata.namespace}`));
  expectAfter(istiod(), all.filter((r) => /^all:istio-system\/(ServiceAccount\/istiod|ConfigMap|Role|RoleBinding)/.test(r.name)));
  expectAfter(istiod(), of(/:CustomResourceDefinition$/));
});

test('webhooks when istiod is ready, and only when it has filled them they count as there', () => {
  expectAfter(webhooks(), istiod());
  for (const w of webhooks()) expect(w.inputs.metadata.annotations['pulumi.com/waitFor']).toBe('jsonpath={.webhooks[0].clientConfig.caBundle}');
});

test('rules of the mesh behind the webhook that judges them, pods behind the one that injects them', () => {
  expectAfter(of(/istio\.io\/v1:/), of(/:ValidatingWebhookConfiguration$/));
  expectAfter(of(/:Deployment$/).filter((r) => !istiod().includes(r)), of(/:MutatingWebhookConfiguration$/));
  expectAfter(all.filter((r) => r.name === 'all:shop/Deployment/cart-v1'), of(/:(AuthorizationPolicy|PeerAuthentication)$/).filter((r) => /shop\/.*(cart|allow-nothing|default)$/.test(r.name)));
});

test('what istiod writes later is not taken for a difference', () => {
  for (const w of webhooks()) expect(w.ignoreChanges).toEqual(['webhooks[*].clientConfig.caBundle', ...(w.type.endsWith(':ValidatingWebhookConfiguration') ? ['webhooks[*].failurePolicy'] : [])]);
});

test('definitions stay when the stack goes', () => {
  for (const d of of(/:CustomResourceDefinition$/)) expect(d.retainOnDelete).toBe(true);
});
