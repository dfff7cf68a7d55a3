import { Duration } from 'cdk8s';
import { readYaml } from '../../../lib/manifests';
import { sortedManifest } from '../../../lib/manifests/customize';
import { validate } from '../../../lib/manifests/validate';
import { CertificateAuthority } from '../../../lib/control-plane/istio/props/authority';
import type { IstioControlPlaneProps } from '../../../lib/control-plane/istio/props/control-plane';
import { stageOf } from '../../../lib/control-plane/istio/order';
import { authority, leaf } from '../../helpers/certificates';
import { istiod, kinds, one } from './objects';

/** Something of everything that props can say. */
const everything: IstioControlPlaneProps = {
  revision: '1-31-1', namespace: 'mesh', networkPolicy: true, stableApisOnly: true, ambient: true, platform: 'openshift', logAsJson: true, validationFailurePolicy: 'Fail',
  ca: CertificateAuthority.kubernetesSigner('clusterissuers.cert-manager.io/istio-ca', { rootCertificate: authority }), gatewayClasses: { istio: { service: { spec: { type: 'ClusterIP' } } } }, image: { pullSecrets: ['registry'], pullPolicy: 'Always' },
  injection: { everyNamespace: true, reinvocation: 'IfNeeded', webhookAnnotations: { b: '1', a: '2' } },
  istiod: {
    analysis: true, untaintNodes: true, jwksCa: leaf, autoscaling: { memory: 70, behavior: { scaleDown: { stabilizationWindowSeconds: 60 } } }, env: { Z: '1', A: '2' }, envFrom: [{ valueFrom: { secretKeyRef: { name: 's', key: 'k' } }, name: 'S' }],
    volumes: [{ name: 'v', emptyDir: {} }], volumeMounts: [{ name: 'v', mountPath: '/v' }], initContainers: [{ name: 'i', image: 'x' }], tolerations: [{ operator: 'Exists', key: 'k' }], nodeSelector: { b: '1', a: '2' },
    podLabels: { z: '1' }, podAnnotations: { a: '1' }, deploymentLabels: { z: '1' }, deploymentAnnotations: { z: '1', a: '1' }, serviceAnnotations: { z: '1' }, serviceAccountAnnotations: { z: '1' },
    ipFamilyPolicy: 'RequireDualStack', ipFamilies: ['IPv6', 'IPv4'], trafficDistribution: 'PreferClose', disruptionBudget: { maxUnavailable: 1, unhealthyPodEvictionPolicy: 'AlwaysAllow' },
  },
};

describe.each([['default', {}], ['dev', { profile: 'dev' }], ['upstream', { profile: 'upstream' }], ['everything', everything]] as const)('istiod: %s', (_name, props) => {
  const objects = istiod(props);
  test('is valid', () => { expect(objects.flatMap((o) => validate(o).map((v) => `${o.kind} ${v.message}`))).toEqual([]); });
  test('has its keys in printed order', () => { for (const o of objects) expect(JSON.stringify(o)).toBe(JSON.stringify(sortedManifest(o))); });
  test('can be applied as it stands', () => { expect(objects.map(stageOf)).toEqual([...objects.map(stageOf)].sort((a, b) => a - b)); });
  test('names every object once', () => { expect(new Set(kinds(objects)).size).toBe(objects.length); });
});

describe('names', () => {
  test('the default revision has no suffix', () => {
    expect(kinds(istiod({ profile: 'upstream' }))).toEqual([
      'ServiceAccount istiod',
      'ClusterRole istiod-clusterrole-istio-system', 'ClusterRoleBinding istiod-clusterrole-istio-system', 'ClusterRole istiod-gateway-controller-istio-system', 'ClusterRoleBinding istiod-gateway-controller-istio-system',
      'ClusterRole istio-reader-clusterrole-istio-system', 'ClusterRoleBinding istio-reader-clusterrole-istio-system', 'Role istiod', 'RoleBinding istiod',
      'ConfigMap istio', 'ConfigMap istio-sidecar-injector', 'Service istiod', 'HorizontalPodAutoscaler istiod', 'Deployment istiod',
      'MutatingWebhookConfiguration istio-sidecar-injector', 'ValidatingWebhookConfiguration istio-validator-istio-system',
    ]);
  });
  test('a named revision is in every name and every selector', () => {
    const objects = istiod({ revision: '1-31-1', networkPolicy: true });
    for (const o of objects) expect(o.metadata.name).toContain('-1-31-1');
    const selector = { app: 'istiod', 'istio.io/rev': '1-31-1' };
    expect(one(objects, 'Service').spec.selector).toEqual(selector);
    expect(one(objects, 'Deployment').spec.selector.matchLabels).toEqual(selector);
    expect(one(objects, 'PodDisruptionBudget').spec.selector.matchLabels).toEqual(selector);
    expect(one(objects, 'NetworkPolicy').spec.podSelector.matchLabels).toEqual(selector);
    expect(one(objects, 'Deployment').spec.template.metadata.labels).toMatchObject(selector);
  });
  test("the default revision's Service does not find a named one's pods", () => {
    expect(one(istiod(), 'Service').spec.selector).toEqual({ app: 'istiod', istio: 'pilot' });
    expect(one(istiod({ revision: 'canary' }), 'Deployment').spec.template.metadata.labels.istio).toBe('istiod');
  });
});

describe('mesh config', () => {
  const mesh = (props: IstioControlPlaneProps) => readYaml(one(istiod(props), 'ConfigMap', props.revision ? `istio-${props.revision}` : 'istio').data.mesh).documents[0]!.value as any;
  test('says what the other props come to, and what was given over it', () => {
    expect(mesh({ profile: 'upstream', revision: 'a', namespace: 'm', meshConfig: { outboundTrafficPolicy: { mode: 'REGISTRY_ONLY' }, defaultConfig: { holdApplicationUntilProxyStarts: true } } })).toMatchObject({
      rootNamespace: 'm', trustDomain: 'cluster.local', outboundTrafficPolicy: { mode: 'REGISTRY_ONLY' },
      defaultConfig: { discoveryAddress: 'istiod-a.m.svc:15012', holdApplicationUntilProxyStarts: true },
    });
  });
  test('networks', () => {
    expect(one(istiod(), 'ConfigMap', 'istio').data.meshNetworks).toBe('networks: {}\n');
    expect(one(istiod({ meshNetworks: { n1: { endpoints: [{ fromRegistry: 'c1' }] } } }), 'ConfigMap', 'istio').data.meshNetworks).toBe('networks:\n  n1:\n    endpoints:\n      - fromRegistry: c1\n');
  });
});

describe('scaling', () => {
  test('no budget for one pod: it would block every drain', () => {
    expect(kinds(istiod({ profile: 'dev' })).filter((k) => k.startsWith('PodDisruptionBudget'))).toEqual([]);
    expect(kinds(istiod({ istiod: { autoscaling: { minReplicas: 1 } } })).filter((k) => k.startsWith('PodDisruptionBudget'))).toEqual([]);
    expect(one(istiod(), 'PodDisruptionBudget').spec).toMatchObject({ minAvailable: 1 });
    expect(one(istiod({ istiod: { replicas: 3, disruptionBudget: { maxUnavailable: '50%' } } }), 'PodDisruptionBudget').spec).toMatchObject({ maxUnavailable: '50%' });
  });
  test('an autoscaler or a number, not both', () => {
    const scaled = istiod();
    expect(one(scaled, 'HorizontalPodAutoscaler').spec).toMatchObject({ minReplicas: 2, maxReplicas: 5 });
    expect(one(scaled, 'Deployment').spec.replicas).toBeUndefined();
    const fixed = istiod({ istiod: { replicas: 3 } });
    expect(kinds(fixed).filter((k) => k.startsWith('Horizontal'))).toEqual([]);
    expect(one(fixed, 'Deployment').spec.replicas).toBe(3);
  });
});

describe('deployment', () => {
  const container = (props: IstioControlPlaneProps) => one(istiod(props), 'Deployment').spec.template.spec.containers[0];
  const env = (props: IstioControlPlaneProps) => Object.fromEntries(container(props).env.map((e: any) => [e.name, e.value]));
  test('what is given replaces what is set, and no variable is there twice', () => {
    const { env: all } = container({ istiod: { env: { PILOT_TRACE_SAMPLING: '7' }, envFrom: [{ name: 'CLUSTER_ID', valueFrom: { fieldRef: { fieldPath: 'spec.nodeName' } } }] } });
    expect(new Set(all.map((e: any) => e.name)).size).toBe(all.length);
    expect(all).toContainEqual({ name: 'PILOT_TRACE_SAMPLING', value: '7' });
    expect(all).toContainEqual({ name: 'CLUSTER_ID', valueFrom: { fieldRef: { fieldPath: 'spec.nodeName' } } });
  });
  test('no tracing is said in so many words', () => { expect(env({ istiod: { traceSampling: 0 } })).toMatchObject({ PILOT_TRACE_SAMPLING: '0' }); });
  test('the CNI agent is looked for where it is', () => {
    expect(container({ istiod: { untaintNodes: true } }).args.filter((a: string) => a.startsWith('--cni'))).toEqual([]);
    expect(container({ istiod: { untaintNodes: true }, cni: { namespace: 'kube-system' } }).args).toContain('--cniNamespace=kube-system');
    expect(one(istiod({ istiod: { untaintNodes: true } }), 'ClusterRole', 'istiod-clusterrole-istio-system').rules).toContainEqual({ apiGroups: [''], resources: ['nodes'], verbs: ['patch'] });
  });
  test('connections last as long as is said', () => { expect(container({ istiod: { maxConnectionAge: Duration.minutes(90) } }).args.slice(-2)).toEqual(['--keepaliveMaxServerConnectionAge', '90m']); });
  test('restricted or as upstream', () => {
    expect(container({}).securityContext.seccompProfile).toEqual({ type: 'RuntimeDefault' });
    expect(container({ profile: 'upstream' }).securityContext.seccompProfile).toBeUndefined();
  });
  test('what must be there before istiod starts, its pod waits for', () => {
    const waits = (ca: CertificateAuthority) => one(istiod({ ca }), 'Deployment').spec.template.spec.volumes.filter((v: any) => v.secret && !v.secret.optional).map((v: any) => v.secret.secretName);
    expect(waits(CertificateAuthority.selfSigned())).toEqual([]);
    expect(waits(CertificateAuthority.secret())).toEqual(['cacerts']);
    expect(waits(CertificateAuthority.istioCsr())).toEqual(['istiod-tls']);
    expect(waits(CertificateAuthority.kubernetesSigner('a.b/c', { rootCertificate: authority }))).toEqual([]);
  });
});

describe('permissions', () => {
  const rules = (props: IstioControlPlaneProps, name = 'istiod-clusterrole-istio-system') => one(istiod(props), 'ClusterRole', name).rules as any[];
  test('certificates are approved for one signer only', () => {
    expect(rules({}).filter((r) => r.apiGroups[0] === 'certificates.k8s.io')).toEqual([]);
    expect(rules({ ca: CertificateAuthority.kubernetesSigner('a.b/c', { rootCertificate: authority }) })).toContainEqual({ apiGroups: ['certificates.k8s.io'], resourceNames: ['a.b/c'], resources: ['signers'], verbs: ['approve'] });
    expect(rules({ istiod: { env: { EXTERNAL_CA: 'ISTIOD_RA_KUBERNETES_API' } } }).filter((r) => r.resources.includes('signers'))).toEqual([]);
  });
  test('status of Istio objects is written with analysis only', () => {
    const writes = (analysis: boolean) => rules({ istiod: { analysis } }).some((r) => r.resources.includes('virtualservices/status'));
    expect([writes(false), writes(true)]).toEqual([false, true]);
  });
  test('without the gateway controller nothing may deploy', () => {
    expect(kinds(istiod({ istiod: { env: { PILOT_ENABLE_GATEWAY_API_DEPLOYMENT_CONTROLLER: 'false' } } })).filter((k) => k.includes('gateway-controller'))).toEqual([]);
  });
});
