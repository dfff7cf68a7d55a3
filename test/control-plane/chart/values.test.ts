import { CertificateAuthority } from '../../../lib/control-plane/istio';
import { over } from '../../../lib/control-plane/istio/chart/merge';
import { valuesOf } from '../../../lib/control-plane/istio/chart/values';

describe('values of the charts', () => {
  test('say only what the charts would not do by themselves', () => {
    const { base, istiod, cni, ztunnel, gateways } = valuesOf({ profile: 'upstream', image: { hub: 'registry.example.com/istio', tag: '1.31.1' } });
    expect(base).toEqual({});
    expect(istiod).toEqual({ global: { hub: 'registry.example.com/istio', tag: '1.31.1' } });
    expect([cni, ztunnel, gateways]).toEqual([undefined, undefined, {}]);
  });

  test('leave to the charts what they derive themselves', () => {
    const { istiod, cni, ztunnel } = valuesOf({ profile: 'upstream', ambient: true, platform: 'k3s', compatibilityVersion: '1.28', image: { tag: '1.31.1' } });
    expect(istiod).toMatchObject({ profile: 'ambient', compatibilityVersion: '1.28', global: { platform: 'k3s' } });
    expect(istiod).not.toHaveProperty('pilot.env');
    expect(istiod).not.toHaveProperty('meshConfig');
    expect(cni).toMatchObject({ profile: 'ambient', compatibilityVersion: '1.28', global: { platform: 'k3s' } });
    expect(cni).not.toHaveProperty('cni');
    expect(ztunnel).toMatchObject({ profile: 'ambient', platform: 'k3s' });
  });

  test('take away by null what a default says and the props do not', () => {
    expect(valuesOf({ profile: 'upstream', istiod: { resources: { requests: { memory: '1Gi' } } } }).istiod).toMatchObject({ resources: { requests: { cpu: null, memory: '1Gi' } } });
    expect(valuesOf({ profile: 'upstream', cni: { excludeNamespaces: [] } }).cni).toMatchObject({ excludeNamespaces: null });
  });

  test('say the parts of a profile with its prefix, which wins', () => {
    const { istiod } = valuesOf({ profile: 'upstream', compatibilityVersion: '1.26', injection: { nativeSidecars: true }, ca: CertificateAuthority.istioCsr() });
    expect(istiod).toMatchObject({ pilot: { env: { ENABLE_CA_SERVER: 'false', ENABLE_NATIVE_SIDECARS: 'true' } }, global: { caAddress: 'cert-manager-istio-csr.cert-manager.svc:443' } });
  });

  test('of gateways are by name, of a second revision by its own', () => {
    const { gateways, istiod } = valuesOf({ profile: 'upstream', revision: 'blue' }, { revision: { name: 'green', props: { istiod: { replicas: 2 } } }, tags: ['prod'], gateways: { ingress: { rev: 'prod', service: { type: 'ClusterIP' } } } });
    expect(istiod).toMatchObject({ revision: 'green', revisionTags: ['prod'], autoscaleEnabled: false, replicaCount: 2 });
    expect(gateways.ingress).toMatchObject({ name: 'ingress', revision: 'prod', service: { type: 'ClusterIP' } });
  });
});

describe('a user\'s values', () => {
  test('stand under the props', () => {
    expect(over({ a: 1, b: { c: 1, d: 1 }, e: [1] }, { b: { c: 2 }, e: [2], f: null }, undefined)).toEqual({ a: 1, b: { c: 2, d: 1 }, e: [2], f: null });
  });
  test('with the chart\'s prefix as well', () => {
    expect(over({ pilot: { autoscaleMin: 1, resources: { requests: { cpu: 1, memory: '1Gi' } } } }, { autoscaleMin: 3, resources: { requests: { cpu: '2' } } }, 'pilot')).toEqual({
      autoscaleMin: 3, pilot: { resources: { requests: { memory: '1Gi' } } }, resources: { requests: { cpu: '2' } },
    });
  });
});
