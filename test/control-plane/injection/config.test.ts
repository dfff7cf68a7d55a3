import { injectionTemplate, injectorConfig, injectorValues, TEMPLATE_NAMES } from '../../../lib/control-plane/istio/injection';
import type { IstioControlPlaneProps } from '../../../lib/control-plane/istio/props/control-plane';
import { revisionSettings } from '../../../lib/control-plane/istio/settings/resolve';
import { readYaml } from '../../../lib/manifests';

const settings = (props: IstioControlPlaneProps = {}) => revisionSettings('control plane', props, props.revision);
const config = (props?: IstioControlPlaneProps): any => readYaml(injectorConfig(settings(props))).documents[0]!.value;

test('the configuration is YAML with every template as text', () => {
  const { templates, ...rest } = config();
  expect(rest).toEqual({ alwaysInjectSelector: [], defaultTemplates: ['sidecar'], injectedAnnotations: {}, neverInjectSelector: [], policy: 'enabled' });
  expect(Object.keys(templates).sort()).toEqual([...TEMPLATE_NAMES].sort());
  for (const name of TEMPLATE_NAMES) expect(templates[name]).toBe(injectionTemplate(name, settings()));
});

test('templates of one\'s own stand beside the others, or in the place of one', () => {
  const { templates } = config({ injection: { templates: { mine: 'spec: {}\n', gateway: 'spec: {}\n' } } });
  expect(templates.mine).toBe('spec: {}\n');
  expect(templates.gateway).toBe('spec: {}\n');
  expect(templates.sidecar).toContain('istio-proxy');
});

test('templates read no values, and leave no choice open that the settings made', () => {
  for (const props of [{}, { cni: true }, { ambient: true }, { profile: 'dev' }] as const) {
    for (const name of TEMPLATE_NAMES) {
      const text = injectionTemplate(name, settings(props));
      expect(text).not.toContain('.Values');
      expect(text).not.toMatch(/[ \t]$/m);
      expect(text).not.toMatch(/undefined|\[object|NaN/);
      expect(balance(text)).toBe(0);
    }
  }
  expect(injectionTemplate('sidecar', settings({ cni: true }))).not.toContain('NET_RAW');
  expect(injectionTemplate('sidecar', settings({ cni: false }))).not.toContain('istio-validation');
});
/** Blocks that are opened, less those that are closed. */
const balance = (text: string): number => [...text.matchAll(/\{\{-? (if|range|with|define|end)\b/g)].reduce((open, [, word]) => open + (word === 'end' ? -1 : 1), 0);

test('values are what istiod itself reads', () => {
  expect(JSON.parse(injectorValues(settings({ image: { hub: 'h', tag: 't', variant: 'debug' }, network: 'n', clusterName: 'c', proxy: { image: 'p', holdApplicationUntilProxyStarts: true }, injection: { rewriteProbes: false } })))).toEqual({
    global: { hub: 'h', multiCluster: { clusterName: 'c' }, network: 'n', proxy: { holdApplicationUntilProxyStarts: true, image: 'p' }, proxy_init: { image: 'p' }, tag: 't', variant: 'debug' },
    sidecarInjectorWebhook: { rewriteAppHTTPProbe: false },
  });
  expect(JSON.parse(injectorValues(settings({ image: { hub: 'h', tag: 't' }, proxy: { image: 'other/p:1' } }))).global).toEqual({ hub: 'h', proxy: { holdApplicationUntilProxyStarts: false }, tag: 't' });
});
