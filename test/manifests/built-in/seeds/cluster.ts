import { type Fields, of, ofCluster, type Seed } from './seed';

const labels = { app: 'web' };
const selector = { matchLabels: labels };
const rbac = 'rbac.authorization.k8s.io';
const admission = 'admissionregistration.k8s.io/v1';
const rule = { apiGroups: ['networking.istio.io'], apiVersions: ['v1'], operations: ['CREATE', 'UPDATE'], resources: ['gateways'], scope: 'Namespaced' };
const quota = of('v1', 'ResourceQuota');
const secret = of('v1', 'Secret');
const autoscaler = of('autoscaling/v2', 'HorizontalPodAutoscaler');
const budget = of('policy/v1', 'PodDisruptionBudget');
const scaleTargetRef = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' };
const hook = (name: string): Fields => ({
  name, clientConfig: { service: { name: 'istiod', namespace: 'default', path: '/inject', port: 443 }, caBundle: '' }, rules: [rule], sideEffects: 'None', admissionReviewVersions: ['v1'], failurePolicy: 'Fail', matchPolicy: 'Equivalent', timeoutSeconds: 10,
  namespaceSelector: { matchExpressions: [{ key: 'istio.io/rev', operator: 'In', values: ['canary'] }] }, objectSelector: selector, matchConditions: [{ name: 'a', expression: 'true' }],
});

/** What is not a pod and leads to none. */
export const clusterSeeds: readonly Seed[] = [
  ofCluster('v1', 'Namespace')('', { spec: { finalizers: ['kubernetes'] } }),
  of('v1', 'ServiceAccount')('', { automountServiceAccountToken: false, imagePullSecrets: [{ name: 'registry' }], secrets: [{ name: 'a' }] }),
  of('v1', 'ConfigMap')('', { data: { 'mesh': 'a', 'a.b_c-d': '' }, binaryData: { logo: 'YQ==' }, immutable: true }),
  secret('', { type: 'Opaque', data: { a: 'YQ==' }, stringData: { b: 'c' }, immutable: false }),
  secret('of TLS', { type: 'kubernetes.io/tls', stringData: { 'tls.crt': 'a', 'tls.key': 'b' } }),
  secret('of a registry', { type: 'kubernetes.io/dockerconfigjson', stringData: { '.dockerconfigjson': '{"auths":{}}' } }),
  secret('of a password', { type: 'kubernetes.io/basic-auth', stringData: { username: 'a', password: 'b' } }),
  of('v1', 'Secret', { annotations: { 'kubernetes.io/service-account.name': 'web' } })('of a ServiceAccount', { type: 'kubernetes.io/service-account-token' }),
  quota('', { spec: { hard: { pods: '10', 'requests.cpu': '4', 'requests.memory': '8Gi', services: 5, 'count/deployments.apps': '5' } } }),
  quota('of a scope', { spec: { hard: { pods: '1G' }, scopeSelector: { matchExpressions: [{ operator: 'In', scopeName: 'PriorityClass', values: ['system-node-critical', 'system-cluster-critical'] }] } } }),
  quota('of scopes', { spec: { hard: { pods: '1' }, scopes: ['NotTerminating', 'NotBestEffort'] } }),
  ofCluster('scheduling.k8s.io/v1', 'PriorityClass')('', { value: 1000, globalDefault: false, description: 'a', preemptionPolicy: 'PreemptLowerPriority' }),
  of(`${rbac}/v1`, 'Role')('', { rules: [{ apiGroups: [''], resources: ['secrets', 'pods/log'], verbs: ['get', 'list'], resourceNames: ['a'] }] }),
  ofCluster(`${rbac}/v1`, 'ClusterRole')('', { rules: [{ apiGroups: ['*'], resources: ['*'], verbs: ['*'] }, { nonResourceURLs: ['/metrics', '/healthz/*'], verbs: ['get'] }] }),
  ofCluster(`${rbac}/v1`, 'ClusterRole')('aggregated', { aggregationRule: { clusterRoleSelectors: [selector] }, rules: [] }),
  of(`${rbac}/v1`, 'RoleBinding')('', { roleRef: { apiGroup: rbac, kind: 'Role', name: 'web' }, subjects: [{ kind: 'ServiceAccount', name: 'web', namespace: 'default' }, { kind: 'User', apiGroup: rbac, name: 'a' }] }),
  ofCluster(`${rbac}/v1`, 'ClusterRoleBinding')('', { roleRef: { apiGroup: rbac, kind: 'ClusterRole', name: 'web' }, subjects: [{ kind: 'ServiceAccount', name: 'web', namespace: 'default' }, { kind: 'Group', apiGroup: rbac, name: 'a' }] }),
  autoscaler('', {
    spec: {
      minReplicas: 2, maxReplicas: 5, scaleTargetRef,
      metrics: [{ type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 80 } } }, { type: 'ContainerResource', containerResource: { name: 'memory', container: 'web', target: { type: 'AverageValue', averageValue: '128Mi' } } }, { type: 'Pods', pods: { metric: { name: 'requests', selector }, target: { type: 'AverageValue', averageValue: '10' } } }],
      behavior: { scaleDown: { stabilizationWindowSeconds: 300, selectPolicy: 'Min', tolerance: '0.1', policies: [{ type: 'Percent', value: 10, periodSeconds: 60 }, { type: 'Pods', value: 1, periodSeconds: 60 }] }, scaleUp: { stabilizationWindowSeconds: 0, policies: [{ type: 'Pods', value: 4, periodSeconds: 15 }] } },
    },
  }),
  autoscaler('of foreign metrics', { spec: { maxReplicas: 1, scaleTargetRef, metrics: [{ type: 'Object', object: { metric: { name: 'requests' }, describedObject: { apiVersion: 'v1', kind: 'Service', name: 'web' }, target: { type: 'Value', value: '10' } } }, { type: 'External', external: { metric: { name: 'queue', selector }, target: { type: 'AverageValue', averageValue: 10 } } }] } }),
  budget('', { spec: { selector: { matchLabels: labels, matchExpressions: [{ key: 'a', operator: 'Exists' }] }, minAvailable: 1, unhealthyPodEvictionPolicy: 'AlwaysAllow' } }),
  budget('of a share', { spec: { selector, maxUnavailable: '20%' } }),
  ofCluster(admission, 'MutatingWebhookConfiguration')('', { webhooks: [{ ...hook('rev.istio.io'), reinvocationPolicy: 'Never' }, { ...hook('object.istio.io'), clientConfig: { url: 'https://istiod.example:443/inject' } }] }),
  ofCluster(admission, 'ValidatingWebhookConfiguration')('', { webhooks: [hook('validation.istio.io')] }),
  ofCluster(admission, 'ValidatingAdmissionPolicy')('', {
    spec: {
      failurePolicy: 'Fail', matchConstraints: { resourceRules: [rule], objectSelector: selector, matchPolicy: 'Equivalent', excludeResourceRules: [{ ...rule, resourceNames: ['a'] }] }, variables: [{ name: 'filter', expression: "object.kind == 'Gateway'" }],
      validations: [{ expression: '!variables.filter', message: 'no', reason: 'Forbidden' }, { expression: 'true', messageExpression: "'a'" }], auditAnnotations: [{ key: 'a', valueExpression: "'a'" }], matchConditions: [{ name: 'a', expression: 'true' }],
    },
  }),
  ofCluster(admission, 'ValidatingAdmissionPolicyBinding')('', { spec: { policyName: 'web', validationActions: ['Deny', 'Audit'], matchResources: { namespaceSelector: selector } } }),
  ofCluster(admission, 'ValidatingAdmissionPolicyBinding')('with parameters', { spec: { policyName: 'web', validationActions: ['Warn'], paramRef: { name: 'a', namespace: 'default', parameterNotFoundAction: 'Deny' } } }),
  ofCluster('apiextensions.k8s.io/v1', 'CustomResourceDefinition', 'webs.shop.example')('', {
    spec: {
      group: 'shop.example', scope: 'Namespaced', names: { kind: 'Web', plural: 'webs', singular: 'web', listKind: 'WebList', shortNames: ['w'], categories: ['all'] }, conversion: { strategy: 'None' },
      versions: [{ name: 'v1', served: true, storage: true, subresources: { status: {} }, additionalPrinterColumns: [{ name: 'Age', type: 'date', jsonPath: '.metadata.creationTimestamp', priority: 1, description: 'a' }], schema: { openAPIV3Schema: { type: 'object', properties: { spec: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } } } } }, { name: 'v1beta1', served: true, storage: false, deprecated: true, deprecationWarning: 'old', schema: { openAPIV3Schema: { type: 'object' } } }],
    },
  }),
];
