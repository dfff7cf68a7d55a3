import { revisionTagObjects } from '../../../lib/control-plane/istio/istiod';
import type { IstioControlPlaneProps } from '../../../lib/control-plane/istio/props/control-plane';
import { base, istiod, kinds, one, settingsOf, type Seen } from './objects';

/** Whether a selector takes these labels, as Kubernetes decides it. */
function takes(selector: any, labels: Readonly<Record<string, string>>): boolean {
  return selector.matchExpressions.every(({ key, operator, values = [] }: any) => {
    switch (operator) {
      case 'In': return key in labels && values.includes(labels[key]);
      case 'NotIn': return !(key in labels && values.includes(labels[key]));
      case 'Exists': return key in labels;
      default: return !(key in labels);
    }
  });
}
/** Webhooks that are called for a pod of these labels in a namespace of those. */
const called = (injectors: readonly Seen[], namespace: Record<string, string>, pod: Record<string, string> = {}) =>
  injectors.flatMap((m) => m.webhooks.filter((w: any) => takes(w.namespaceSelector, namespace) && takes(w.objectSelector, pod)).map((w: any) => w.clientConfig.service.name));
const injector = (props: IstioControlPlaneProps = {}) => one(istiod(props), 'MutatingWebhookConfiguration');
const tagged = (props: IstioControlPlaneProps, tag: string) => one(revisionTagObjects(settingsOf(props), tag) as readonly Seen[], 'MutatingWebhookConfiguration');

describe('who is injected', () => {
  const both = [injector(), injector({ revision: 'canary' }), tagged({ revision: 'canary' }, 'prod')];
  test.each([
    ['nothing said', {}, {}, []],
    ['namespace enabled', { 'istio-injection': 'enabled' }, {}, ['istiod']],
    ['namespace enabled, pod opts out', { 'istio-injection': 'enabled' }, { 'sidecar.istio.io/inject': 'false' }, []],
    ['namespace disabled, pod asks', { 'istio-injection': 'disabled' }, { 'sidecar.istio.io/inject': 'true' }, []],
    ['pod asks', {}, { 'sidecar.istio.io/inject': 'true' }, ['istiod']],
    ['namespace names a revision', { 'istio.io/rev': 'canary' }, {}, ['istiod-canary']],
    ['namespace names a tag', { 'istio.io/rev': 'prod' }, {}, ['istiod-canary']],
    ['namespace names the default revision', { 'istio.io/rev': 'default' }, {}, ['istiod']],
    ['pod names a revision', {}, { 'istio.io/rev': 'canary' }, ['istiod-canary']],
    ['pod names a tag and asks', {}, { 'istio.io/rev': 'prod', 'sidecar.istio.io/inject': 'true' }, ['istiod-canary']],
    ["the older label wins: the namespace is the default revision's", { 'istio-injection': 'enabled', 'istio.io/rev': 'canary' }, {}, ['istiod']],
    ['a revision that is not there', { 'istio.io/rev': 'other' }, {}, []],
  ])('%s', (_case, namespace, pod, expected) => { expect(called(both, namespace as any, pod as any)).toEqual(expected); });

  test('the tag default makes a named revision the default one', () => {
    const moved = [injector({ revision: 'canary' }), tagged({ revision: 'canary' }, 'default')];
    expect(called(moved, { 'istio-injection': 'enabled' })).toEqual(['istiod-canary']);
    expect(called(moved, {}, { 'sidecar.istio.io/inject': 'true' })).toEqual(['istiod-canary']);
    expect(called(moved, { 'istio.io/rev': 'default' })).toEqual(['istiod-canary']);
  });
  test('every namespace, but those of Kubernetes', () => {
    const every = [injector({ injection: { everyNamespace: true } })];
    expect(called(every, { 'kubernetes.io/metadata.name': 'shop' })).toEqual(['istiod']);
    expect(called(every, { 'kubernetes.io/metadata.name': 'kube-system' })).toEqual([]);
    expect(called(every, { 'istio-injection': 'disabled' })).toEqual([]);
    expect(called([injector({ revision: 'a', injection: { everyNamespace: true } })], {})).toEqual([]);
  });
});

describe('what istiod writes is left to it', () => {
  const webhooks = (props: IstioControlPlaneProps) => [...istiod(props), ...base(props)].filter((o) => o.kind.endsWith('WebhookConfiguration'));
  test('no CA bundle, anywhere', () => { expect(JSON.stringify(webhooks({ revision: 'a' }))).not.toContain('caBundle'); });
  test('validators say nothing of failures unless they are told', () => {
    const said = (props: IstioControlPlaneProps) => webhooks(props).filter((o) => o.kind.startsWith('Validating')).map((o) => o.webhooks[0].failurePolicy);
    expect(said({})).toEqual([undefined, undefined]);
    expect(said({ validationFailurePolicy: 'Ignore' })).toEqual(['Ignore', 'Ignore']);
  });
  test('a pod never runs without the proxy that it should have', () => { for (const w of injector().webhooks) expect(w.failurePolicy).toBe('Fail'); });
  test('they carry the label that istiod looks for', () => {
    for (const o of webhooks({ revision: 'a' })) expect(o.metadata.labels!['istio.io/rev']).toBe('a');
    expect(tagged({ revision: 'a' }, 'prod').metadata.labels).toMatchObject({ 'istio.io/rev': 'a', 'istio.io/tag': 'prod' });
  });
});

describe('names', () => {
  test('injectors of other namespaces say so', () => {
    expect(injector({ namespace: 'mesh' }).metadata.name).toBe('istio-sidecar-injector-mesh');
    expect(injector({ namespace: 'mesh', revision: 'a' }).metadata.name).toBe('istio-sidecar-injector-a-mesh');
    expect(tagged({ namespace: 'mesh', revision: 'a' }, 'prod').metadata.name).toBe('istio-revision-tag-prod-mesh');
  });
  test('a tag has an injector and an address', () => {
    expect(kinds(revisionTagObjects(settingsOf({ revision: 'a' }), 'prod') as readonly Seen[])).toEqual(['Service istiod-revision-tag-prod', 'MutatingWebhookConfiguration istio-revision-tag-prod']);
  });
  test.each([
    [{ revision: 'a' }, 'a', "'a' is what this revision is called already"],
    [{}, 'default', "'default' is what this revision is called already"],
    [{ revision: 'a' }, 'x'.repeat(44), 'a tag must be up to 43 characters, not 44'],
    [{ revision: 'a' }, 'Prod', "a tag must be up to 63 lower-case letters, digits and inner dashes, not 'Prod'"],
  ])('%j has no tag %s', (props, tag, message) => { expect(() => revisionTagObjects(settingsOf(props), tag)).toThrow(message); });
});
