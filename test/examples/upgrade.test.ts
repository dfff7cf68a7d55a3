import { App } from 'cdk8s';
import { build, STEPS, type Step } from '../../examples/upgrade/mesh';
import { temporary } from '../helpers/apps';

interface Any { readonly kind: string; readonly metadata: { readonly name: string; readonly namespace?: string; readonly labels?: Record<string, string> } }
const key = ({ kind, metadata: { name, namespace } }: Any): string => [kind, namespace, name].filter(Boolean).join(' ');

/** Objects of the control plane and of the tenants at a step. */
function at(step: Step): { readonly plane: ReadonlyMap<string, Any>; readonly tenants: string } {
  const app = new App({ outdir: temporary() });
  const istio = build(app, step);
  const tenants = app.charts.filter((c) => c !== istio).flatMap((c) => c.toJson());
  return { plane: new Map(istio.manifests().map((m) => [key(m as Any), m as Any])), tenants: JSON.stringify(tenants) };
}
const worlds = Object.fromEntries(STEPS.map((step) => [step, at(step)])) as Record<Step, ReturnType<typeof at>>;
function between(a: Step, b: Step) {
  const [before, after] = [worlds[a].plane, worlds[b].plane];
  return {
    added: [...after.keys()].filter((k) => !before.has(k)),
    removed: [...before.keys()].filter((k) => !after.has(k)),
    changed: [...after.keys()].filter((k) => before.has(k) && JSON.stringify(before.get(k)) !== JSON.stringify(after.get(k))),
  };
}

test('tenants write the same at every step', () => { for (const step of STEPS) expect(worlds[step].tenants).toBe(worlds.before.tenants); });

test('beside: the second revision is added, and nothing changes', () => {
  const { added, removed, changed } = between('before', 'beside');
  expect(added.every((k) => k.includes('1-31-1'))).toBe(true);
  expect([removed, changed]).toEqual([[], []]);
});

test('canary: one tag moves', () => {
  expect(between('beside', 'canary')).toEqual({ added: [], removed: [], changed: ['Service istio-system istiod-revision-tag-canary', 'MutatingWebhookConfiguration istio-revision-tag-canary'] });
});

test('moved: the other tag, the default validator and the gateway follow', () => {
  const { added, removed, changed } = between('canary', 'moved');
  expect([added, removed]).toEqual([[], []]);
  expect(changed).toEqual(['Service istio-system istiod-revision-tag-stable', 'ValidatingWebhookConfiguration istiod-default-validator', 'MutatingWebhookConfiguration istio-revision-tag-stable', 'Deployment istio-ingress istio-ingress']);
});

test('retired: the old revision goes, and the new one stays as it is', () => {
  const { added, removed, changed } = between('moved', 'retired');
  expect(added).toEqual([]);
  expect(removed.every((k) => k.includes('1-31-0'))).toBe(true);
  // The guide says how to delete them: accounts and rights by name, all others by label.
  const unlabelled = removed.filter((k) => worlds.moved.plane.get(k)!.metadata.labels?.['istio.io/rev'] !== '1-31-0');
  expect(new Set(unlabelled.map((k) => k.split(' ')[0]))).toEqual(new Set(['ServiceAccount', 'Role', 'RoleBinding', 'ClusterRole', 'ClusterRoleBinding']));
  // Of the node agents there is one for all revisions.
  expect(changed).toEqual(['ConfigMap istio-system istio-cni-config', 'DaemonSet istio-system istio-cni-node']);
});
