import { resolved, type Schema } from './schema';

const http = { httpGet: { port: 80 } };

/** A sound value of a definition, where what it requires is not all that it needs. */
const SAMPLES: Readonly<Record<string, unknown>> = {
  Probe: http,
  LifecycleHandler: http,
  EnvVar: { name: 'ADDED', value: 'a' },
  EnvVarSource: { fieldRef: { fieldPath: 'metadata.name' } },
  EnvFromSource: { configMapRef: { name: 'added' } },
  ObjectFieldSelector: { fieldPath: 'metadata.name' },
  ResourceFieldSelector: { resource: 'limits.cpu', containerName: 'web' },
  Volume: { name: 'added', emptyDir: {} },
  VolumeMount: { name: 'scratch', mountPath: '/added' },
  VolumeDevice: { name: 'claim', devicePath: '/dev/a' },
  VolumeProjection: { configMap: { name: 'a' } },
  ConfigMapVolumeSource: { name: 'a' }, SecretVolumeSource: { secretName: 'a' }, ConfigMapEnvSource: { name: 'a' }, SecretEnvSource: { name: 'a' }, ConfigMapProjection: { name: 'a' }, SecretProjection: { name: 'a' },
  DownwardAPIVolumeFile: { path: 'a', fieldRef: { fieldPath: 'metadata.labels' } },
  KeyToPath: { key: 'a', path: 'a' },
  Container: { name: 'added', image: 'a' },
  EphemeralContainer: { name: 'added', image: 'a' },
  ContainerPort: { containerPort: 8081 },
  ContainerRestartRule: { action: 'Restart', exitCodes: { operator: 'In', values: [1] } },
  HTTPHeader: { name: 'x-a', value: 'a' },
  SeccompProfile: { type: 'RuntimeDefault' },
  AppArmorProfile: { type: 'RuntimeDefault' },
  LabelSelector: { matchLabels: { app: 'web' } },
  LabelSelectorRequirement: { key: 'a', operator: 'Exists' },
  NodeSelectorRequirement: { key: 'a', operator: 'Exists' },
  NodeSelector: { nodeSelectorTerms: [{ matchExpressions: [{ key: 'a', operator: 'Exists' }] }] },
  NodeSelectorTerm: { matchExpressions: [{ key: 'a', operator: 'Exists' }] },
  PodAffinityTerm: { topologyKey: 'a', labelSelector: { matchLabels: { app: 'web' } } },
  PodTemplateSpec: { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'web', image: 'a' }], restartPolicy: 'Never' } },
  PodSpec: { containers: [{ name: 'web', image: 'a' }], restartPolicy: 'Never' },
  TopologySpreadConstraint: { labelSelector: { matchLabels: { app: 'web' } }, maxSkew: 1, topologyKey: 'a', whenUnsatisfiable: 'DoNotSchedule' },
  HostAlias: { ip: '10.0.0.1', hostnames: ['a'] },
  LocalObjectReference: { name: 'added' },
  Sysctl: { name: 'net.ipv4.tcp_syncookies', value: '1' },
  ServicePort: { name: 'added', port: 8080 },
  PersistentVolumeClaim: { metadata: { name: 'added' }, spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } } },
  PersistentVolumeClaimSpec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
  PersistentVolumeClaimTemplate: { spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } } },
  MetricSpec: { type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 80 } } },
  MetricTarget: { type: 'AverageValue', averageValue: '1' },
  HPAScalingRules: { policies: [{ type: 'Pods', value: 1, periodSeconds: 60 }] },
  HPAScalingPolicy: { type: 'Pods', value: 1, periodSeconds: 60 },
  PodFailurePolicyRule: { action: 'Ignore', onExitCodes: { operator: 'In', values: [1] } },
  PodFailurePolicyOnPodConditionsPattern: { type: 'DisruptionTarget', status: 'True' },
  SuccessPolicyRule: { succeededCount: 1 },
  NetworkPolicyPeer: { podSelector: {} },
  IPBlock: { cidr: '10.0.0.0/8' },
  PolicyRule: { apiGroups: [''], resources: ['pods'], verbs: ['get'] },
  Subject: { kind: 'ServiceAccount', name: 'added', namespace: 'default' },
  WebhookClientConfig: { url: 'https://a.example' },
  MatchCondition: { name: 'added', expression: 'true' },
  Variable: { name: 'added', expression: 'true' },
  Validation: { expression: 'true' },
  AuditAnnotation: { key: 'added', valueExpression: "'a'" },
  ParamRef: { name: 'a', parameterNotFoundAction: 'Deny' },
  ParamKind: { apiVersion: 'v1', kind: 'ConfigMap' },
  Endpoint: { addresses: ['10.0.0.3'] },
  EndpointPort: { name: 'added', port: 8080 },
  ObjectReference: { name: 'added' },
  ContainerResizePolicy: { resourceName: 'memory', restartPolicy: 'NotRequired' },
  ScopedResourceSelectorRequirement: { scopeName: 'BestEffort', operator: 'Exists' },
  CustomResourceDefinitionVersion: { name: 'v2', served: true, storage: false, schema: { openAPIV3Schema: { type: 'object' } } },
  JobTemplateSpec: { spec: { template: { spec: { containers: [{ name: 'web', image: 'a' }], restartPolicy: 'Never' } } } },
  Capabilities: { drop: ['ALL'] },
  SELinuxOptions: { level: 's0' },
  Toleration: { operator: 'Exists' },
};

/** A small value of a schema, mostly a sound one. */
export function sampleOf(schema: Schema | undefined, depth = 0): unknown {
  const { schema: own, name } = resolved(schema);
  if (name !== undefined && name in SAMPLES) return SAMPLES[name];
  if (name === 'ObjectMeta') return { labels: { app: 'web' } };
  if (own['x-kubernetes-int-or-string']) return 1;
  const known = own.enum?.filter((value) => value !== '');
  if (known !== undefined && known.length > 0) return known[0];
  switch (own.type) {
    case 'string': return own.format === 'byte' ? 'YQ==' : 'a';
    case 'integer': case 'number': return Math.max(1, own.minimum ?? 1);
    case 'boolean': return true;
    case 'array': return depth > 5 ? [] : [sampleOf(own.items, depth + 1)];
    case 'object': {
      if (typeof own.additionalProperties === 'object') return { a: sampleOf(own.additionalProperties, depth + 1) };
      return Object.fromEntries((own.required ?? []).map((field) => [field, sampleOf(own.properties?.[field], depth + 1)]));
    }
    default: return 'a';
  }
}
