import { Duration } from 'cdk8s';
import { CertificateAuthority } from '../../../lib/control-plane/istio/props/authority';
import type { IstioControlPlaneProps } from '../../../lib/control-plane/istio/props/control-plane';
import { revisionSettings } from '../../../lib/control-plane/istio/settings/resolve';
import { authority } from '../../helpers/certificates';
import { settingsOf } from '../istiod/objects';

describe('profiles', () => {
  test('upstream is what the charts say', () => {
    const { istiod, restricted } = settingsOf({ profile: 'upstream' });
    expect(restricted).toBe(false);
    expect(istiod).toMatchObject({ autoscaling: { minReplicas: 1, maxReplicas: 5, cpu: 80 }, traceSampling: 1, maxConnectionAge: '30m', rollout: { maxSurge: '100%', maxUnavailable: '25%' }, topologySpreadConstraints: [] });
    expect(istiod.disruptionBudget).toBeUndefined();
    expect(istiod.affinity).toBeUndefined();
  });
  test('production is spread over hosts and zones, by the labels of its own pods', () => {
    const { istiod } = settingsOf({ revision: 'a' });
    const labelSelector = { matchLabels: { app: 'istiod', 'istio.io/rev': 'a' } };
    expect(istiod.topologySpreadConstraints).toMatchObject([{ labelSelector, whenUnsatisfiable: 'ScheduleAnyway' }]);
    expect(istiod.affinity!.podAntiAffinity!.preferredDuringSchedulingIgnoredDuringExecution).toMatchObject([{ podAffinityTerm: { labelSelector } }]);
  });
});

test('a constraint that does not say whom it counts means its own pods', () => {
  const constraint = { maxSkew: 1, topologyKey: 'zone', whenUnsatisfiable: 'DoNotSchedule' } as const, other = { ...constraint, labelSelector: { matchLabels: { a: 'b' } } };
  expect(settingsOf({ revision: 'a', istiod: { topologySpreadConstraints: [constraint, other] } }).istiod.topologySpreadConstraints).toEqual([{ ...constraint, labelSelector: { matchLabels: { app: 'istiod', 'istio.io/rev': 'a' } } }, other]);
});

describe('certificates', () => {
  const of = (ca: CertificateAuthority) => settingsOf({ ca });
  test('by who signs', () => {
    expect(of(CertificateAuthority.selfSigned())).toMatchObject({ certProvider: 'istiod', istiod: { env: {} } });
    expect(of(CertificateAuthority.istioCsr())).toMatchObject({ certProvider: 'istiod', caAddress: 'cert-manager-istio-csr.cert-manager.svc:443', istiod: { env: { ENABLE_CA_SERVER: 'false' } } });
    expect(of(CertificateAuthority.kubernetesSigner('a.b/c', { rootCertificate: authority }))).toMatchObject({ certProvider: 'k8s.io/a.b/c', istiod: { env: { CERT_SIGNER_DOMAIN: 'a.b', EXTERNAL_CA: 'ISTIOD_RA_KUBERNETES_API' } }, meshConfig: { defaultConfig: { proxyMetadata: { ISTIO_META_CERT_SIGNER: 'c' } }, caCertificates: [{ certSigners: ['a.b/c'], pem: authority }] } });
  });
});

test('roots of other signers stay beside it', () => {
  const other = { certSigners: ['x.y/z'], pem: authority };
  const { meshConfig } = settingsOf({ ca: CertificateAuthority.kubernetesSigner('a.b/c', { rootCertificate: authority }), meshConfig: { caCertificates: [other] } });
  expect(meshConfig.caCertificates).toEqual([other, { certSigners: ['a.b/c'], pem: authority }]);
});

test('a second revision says what it has of its own, prop by prop', () => {
  const settings = revisionSettings('cp', { istiod: { replicas: 3, analysis: true }, logLevel: 'all:debug' }, 'b', { istiod: { replicas: 1 } });
  expect(settings).toMatchObject({ rev: 'b', suffix: '-b', logLevel: 'all:debug', istiod: { replicas: 1, analysis: false } });
});

test('an older minor is what the charts call compatible', () => {
  expect(settingsOf({ profile: 'upstream', compatibilityVersion: '1.30' }).istiod.env).toEqual({ PILOT_AUTO_SEND_UNHEALTHY_ENDPOINTS: 'false', PILOT_ENABLE_STRICT_GATEWAY_MERGING: 'false', PILOT_SPAWN_UPSTREAM_SPAN_FOR_GATEWAY: 'false' });
  expect(settingsOf({ compatibilityVersion: '1.29' }).istiod.env).not.toHaveProperty('PILOT_SPAWN_UPSTREAM_SPAN_FOR_GATEWAY');
});

test('the trust domain may be said in either place', () => {
  expect(settingsOf({ meshConfig: { trustDomain: 'a.b' } }).trustDomain).toBe('a.b');
  expect(settingsOf({ trustDomain: 'a.b' }).meshConfig.trustDomain).toBe('a.b');
});

test.each<[IstioControlPlaneProps, string]>([
  [{ trustDomain: 'a.b', meshConfig: { trustDomain: 'c.d' } }, "trustDomain is 'a.b', and meshConfig.trustDomain 'c.d'"],
  [{ revision: 'default' }, "'default' is the name that a control plane without a revision has"],
  [{ revision: '1.31' }, "revision must be a name without dots, not '1.31'"],
  [{ istiod: { replicas: 2, autoscaling: {} } }, 'istiod.replicas and istiod.autoscaling exclude each other'],
  [{ istiod: { autoscaling: { minReplicas: 6, maxReplicas: 5 } } }, 'istiod.autoscaling.maxReplicas must be a whole number of at least 6, not 5'],
  [{ istiod: { disruptionBudget: { minAvailable: 1, maxUnavailable: 1 } } }, 'istiod.disruptionBudget.minAvailable and maxUnavailable exclude each other'],
  [{ istiod: { traceSampling: 101 } }, 'istiod.traceSampling must be a percentage from 0 to 100, not 101'],
  [{ istiod: { maxConnectionAge: Duration.minutes(0) } }, 'istiod.maxConnectionAge must be longer than nothing'],
  [{ ca: CertificateAuthority.kubernetesSigner('a.b/c'), meshConfig: { caCertificates: [{ certSigners: ['x.y/z'], pem: authority }] } }, "no root certificate is given for the signer 'a.b/c'"],
  [{ gatewayClasses: { istio: { deploymnet: {} } as object } }, "a key of gatewayClasses.istio must be one of deployment, service, serviceAccount, horizontalPodAutoscaler, podDisruptionBudget, not 'deploymnet'"],
  [{ gatewayClasses: { 'My Class': {} } }, "the name of a class in gatewayClasses must be a host name, not 'My Class'"],
  [{ proxy: { excludeInboundPorts: [0] } }, 'proxy.excludeInboundPorts must be a whole number from 1 to 65535, not 0'],
])('%j is refused', (props, message) => { expect(() => settingsOf(props)).toThrow(message); });

test('keys are not fetched from istiod\'s own host and the cloud\'s metadata, unless the author says so or the charts are followed', () => {
  expect(settingsOf({}).istiod.env.BLOCKED_CIDRS_IN_JWKS_URIS).toMatch(/169\.254\.0\.0\/16/);
  expect(settingsOf({ istiod: { env: { BLOCKED_CIDRS_IN_JWKS_URIS: '' } } }).istiod.env.BLOCKED_CIDRS_IN_JWKS_URIS).toBe('');
  expect(settingsOf({ profile: 'upstream' }).istiod.env).toEqual({});
});
