import { Duration } from 'cdk8s';
import { isObject } from '../../../manifests/is-object';
import { CertificateAuthority } from '../props/authority';

/* A prop that says what the charts do by themselves changes none of our objects, so that nothing tells which fields it is about. Another value does. */

/** Texts of every form that props have: words, quantities, paths, names, addresses. The first that is taken, and makes a difference, is as good as any. */
const TEXTS = [
  'other', 'debug', 'distroless', 'Always', 'Never', 'IfNotPresent', 'IfNeeded', 'enabled', 'disabled', 'repair', 'delete', 'label', 'off', 'multus', 'default', 'LoadBalancer', 'NodePort', 'PreferClose', 'PreferSameZone', 'SingleStack', 'PreferDualStack', 'Fail', 'Ignore', '1.25', 'AlwaysAllow', 'IfHealthyBudget', 'all', 'namespace',
  '7m', '7Mi', '7%', '/other', 'other.conflist', 'other:debug', 'other.example.com', 'other:7', '7s', 'REGISTRY_ONLY', 'ALLOW_ANY', 'JSON', 'TEXT', 'NONE', 'BASE', 'gke', 'k3s', 'minikube',
];
const LISTS = [[], ['other'], [7], ['10.9.8.0/24'], [{ name: 'other', value: 'x' }], [{ emptyDir: {}, name: 'other' }], [{ mountPath: '/other', name: 'local-certs' }], [{ image: 'other', name: 'other' }], [{ key: 'other', operator: 'Exists' }], [{ matchLabels: { other: 'x' } }], [{ maxSkew: 7, topologyKey: 'other', whenUnsatisfiable: 'ScheduleAnyway' }], ['IPv6']];
const MAPS = [false, {}, { other: 'x' }, { requests: { cpu: '7m' } }, { other: {} }, { preStop: { exec: { command: ['other'] } } }, { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions: [{ key: 'other', operator: 'Exists' }] }] } } }];
/** Of what may be `false` instead. */
const GROUPS = [{}, { minReplicas: 3 }, { minAvailable: 7 }, { pods: 7 }];

/** Values that could stand where this one does. */
export function* othersThan(value: unknown): Iterable<unknown> {
  if (typeof value === 'boolean') { yield !value; if (!value) yield* GROUPS; } else if (value === '*') yield [7];
  else if (typeof value === 'number') { yield value + 1; yield value - 1; } else if (typeof value === 'string') for (const text of TEXTS) { if (text !== value) yield text; } else if (Array.isArray(value)) yield* LISTS;
  else if (value instanceof Duration) yield Duration.minutes(value.toMinutes({ integral: false }) === 47 ? 48 : 47);
  else if (value instanceof CertificateAuthority) { yield CertificateAuthority.secret(); yield CertificateAuthority.istioCsr(); } else if (isObject(value)) yield* MAPS;
}
