import { cniObjects } from '../../../lib/control-plane/istio/cni';
import type { IstioControlPlaneProps } from '../../../lib/control-plane/istio';
import { cniSettings, ztunnelSettings } from '../../../lib/control-plane/istio/settings/agents';
import { PLATFORMS } from '../../../lib/control-plane/istio/settings/platforms';
import { revisionSettings } from '../../../lib/control-plane/istio/settings/resolve';
import { ztunnelObjects } from '../../../lib/control-plane/istio/ztunnel';
import { validate, type Manifest } from '../../../lib/manifests';

const first = (props: IstioControlPlaneProps) => revisionSettings('test', props, props.revision);
const cni = (props: IstioControlPlaneProps) => cniSettings('test', props, first(props));
const ztunnel = (props: IstioControlPlaneProps) => ztunnelSettings('test', props, first(props));
const names = (objects: readonly Manifest[]) => objects.map((o) => `${o.kind}/${o.metadata.name}`);
const find = (objects: readonly Manifest[], kind: string): any => objects.find((o) => o.kind === kind);

describe('the CNI agent', () => {
  test('is there when it is asked for, or needed', () => {
    expect(cni({})).toBeUndefined();
    expect(cni({ cni: true })).toBeDefined();
    expect(cni({ ambient: true })).toBeDefined();
    expect(cni({ platform: 'openshift' })).toBeDefined();
    expect(cni({ platform: 'openshift', cni: false })).toBeUndefined();
  });

  test('writes what it needs, in an order that can be applied', () => {
    expect(names(cniObjects(cni({ cni: true })!))).toEqual([
      'ServiceAccount/istio-cni', 'ClusterRole/istio-cni', 'ClusterRole/istio-cni-repair-role', 'ClusterRoleBinding/istio-cni', 'ClusterRoleBinding/istio-cni-repair-rolebinding', 'ConfigMap/istio-cni-config', 'DaemonSet/istio-cni-node',
    ]);
    expect(names(cniObjects(cni({ ambient: true, cni: { repair: 'off' }, networkPolicy: true, platform: 'gke' })!))).toEqual([
      'ResourceQuota/istio-cni-resource-quota', 'ServiceAccount/istio-cni', 'ClusterRole/istio-cni', 'ClusterRole/istio-cni-ambient', 'ClusterRoleBinding/istio-cni', 'ClusterRoleBinding/istio-cni-ambient', 'ConfigMap/istio-cni-config', 'NetworkPolicy/istio-cni', 'DaemonSet/istio-cni-node',
    ]);
  });

  test.each(Object.entries(PLATFORMS))('knows the folders of %s', (platform, facts) => {
    const objects = cniObjects(cni({ cni: true, platform: platform as keyof typeof PLATFORMS })!);
    const volumes = find(objects, 'DaemonSet').spec.template.spec.volumes as { name: string; hostPath: { path: string } }[];
    const path = (name: string) => volumes.find((v) => v.name === name)!.hostPath.path;
    expect([path('cni-bin-dir'), path('cni-net-dir'), path('cni-netns-dir')]).toEqual([facts.binDir, facts.confDir, facts.netnsDir]);
    expect(objects.some((o) => o.kind === 'NetworkAttachmentDefinition')).toBe(platform === 'openshift');
    expect(find(objects, 'DaemonSet').metadata.namespace).toBe(platform === 'openshift' ? 'kube-system' : 'istio-system');
  });

  test('repairs in one way, with the rights for it', () => {
    const rules = (repair: 'repair' | 'delete' | 'label') => (cniObjects(cni({ cni: { repair } })!).find((o) => o.metadata.name === 'istio-cni-repair-role') as any).rules.slice(2);
    expect(rules('repair')).toEqual([]);
    expect(rules('delete')).toEqual([{ apiGroups: [''], resources: ['pods'], verbs: ['delete'] }]);
    expect(rules('label')).toEqual([{ apiGroups: [''], resources: ['pods/status'], verbs: ['patch', 'update'] }]);
  });

  test('refuses what cannot be', () => {
    expect(() => cni({ cni: { provider: 'calico' as never } })).toThrow(/cni\.provider must be one of default, multus, not 'calico'/);
    expect(() => cni({ cni: { terminationGracePeriodSeconds: -1 } })).toThrow(/cni\.terminationGracePeriodSeconds must be a whole number of at least 0/);
    expect(() => cni({ cni: { excludeNamespaces: ['Kube_System'] } })).toThrow(/cni\.excludeNamespaces\[0\]/);
    expect(() => cni({ cni: { resourceQuota: { pods: 0 } } })).toThrow(/cni\.resourceQuota\.pods/);
  });
});

describe('ztunnel', () => {
  test('is there with the ambient data plane only', () => {
    expect(ztunnel({})).toBeUndefined();
    expect(names(ztunnelObjects(ztunnel({ ambient: true })!))).toEqual(['ServiceAccount/ztunnel', 'DaemonSet/ztunnel']);
    expect(names(ztunnelObjects(ztunnel({ ambient: true, platform: 'openshift', networkPolicy: true })!))).toEqual(['ServiceAccount/ztunnel', 'ClusterRole/ztunnel', 'ClusterRoleBinding/ztunnel', 'NetworkPolicy/ztunnel', 'DaemonSet/ztunnel']);
  });

  test('follows the revision, and the authority', () => {
    const env = (props: IstioControlPlaneProps) => Object.fromEntries(find(ztunnelObjects(ztunnel(props)!), 'DaemonSet').spec.template.spec.containers[0].env.map((e: any) => [e.name, e.value]));
    expect(env({ ambient: true, revision: '1-31-1' })).toMatchObject({ CA_ADDRESS: 'istiod-1-31-1.istio-system.svc:15012', XDS_ADDRESS: 'istiod-1-31-1.istio-system.svc:15012', ISTIO_META_ENABLE_HBONE: 'true' });
  });

  test('takes over from the old pod, or makes room for the new one', () => {
    const update = (maxUnavailable?: number) => find(ztunnelObjects(ztunnel({ ambient: { maxUnavailable } })!), 'DaemonSet').spec.updateStrategy.rollingUpdate;
    expect(update()).toEqual({ maxSurge: 1, maxUnavailable: 0 });
    expect(update(2)).toEqual({ maxSurge: 0, maxUnavailable: 2 });
  });
});

test('the API server takes all of it', () => {
  for (const props of [{ cni: true }, { ambient: true }, { ambient: { crl: true }, cni: { repair: 'label' }, networkPolicy: true, platform: 'gke', image: { pullSecrets: ['one'] } }] satisfies IstioControlPlaneProps[]) {
    for (const object of [...cniObjects(cni(props)!), ...('ambient' in props ? ztunnelObjects(ztunnel(props)!) : [])]) expect([object.metadata.name, validate(object)]).toEqual([object.metadata.name, []]);
  }
});
