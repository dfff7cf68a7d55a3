import type { Manifest } from '../../lib/manifests/manifest';

/* Objects of kinds that belong to a whole cluster, and whether Kubernetes 1.36 takes them: asked of its API server (dry run, strict). */

export interface ClusterKindCase { readonly accepted: boolean; readonly object: Manifest }

type Fields = Readonly<Record<string, unknown>>;
const meta = { name: 'x.y.example' };
const taken = (...objects: readonly object[]): ClusterKindCase[] => objects.map((object) => ({ accepted: true, object: object as Manifest }));
const refused = (...objects: readonly object[]): ClusterKindCase[] => objects.map((object) => ({ accepted: false, object: object as Manifest }));

const rule = { apiGroups: [''], apiVersions: ['v1'], operations: ['CREATE'], resources: ['pods'] };
const hook = { name: 'a.b.example', clientConfig: { url: 'https://a.example/x' }, sideEffects: 'None', admissionReviewVersions: ['v1'] };
const byService = { clientConfig: { service: { name: 'a', namespace: 'b', path: '/x', port: 443 } } };
const mutating = (change: Fields): object => ({ apiVersion: 'admissionregistration.k8s.io/v1', kind: 'MutatingWebhookConfiguration', metadata: meta, webhooks: [{ ...hook, ...change }] });
const validating = (change: Fields): object => ({ ...mutating(change), kind: 'ValidatingWebhookConfiguration' });
const policy = (change: Fields): object => ({ apiVersion: 'admissionregistration.k8s.io/v1', kind: 'ValidatingAdmissionPolicy', metadata: meta, spec: { matchConstraints: { resourceRules: [rule] }, validations: [{ expression: 'object.metadata.name != "a"' }], ...change } });
const binding = (change: Fields): object => ({ apiVersion: 'admissionregistration.k8s.io/v1', kind: 'ValidatingAdmissionPolicyBinding', metadata: meta, spec: { policyName: 'x.y.example', validationActions: ['Deny'], ...change } });
const version = { name: 'v1', served: true, storage: true, schema: { openAPIV3Schema: { type: 'object', properties: { spec: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } } } } };
const crd = (change: Fields, name = 'webs.shop.example'): object => ({ apiVersion: 'apiextensions.k8s.io/v1', kind: 'CustomResourceDefinition', metadata: { name }, spec: { group: 'shop.example', names: { kind: 'Web', plural: 'webs' }, scope: 'Namespaced', versions: [version], ...change } });
const slice = (change: Fields): object => ({ apiVersion: 'discovery.k8s.io/v1', kind: 'EndpointSlice', metadata: { name: 'web-1', namespace: 'shop' }, addressType: 'IPv4', endpoints: [{ addresses: ['10.0.0.1'] }], ports: [{ name: 'http', port: 80 }], ...change });
const quota = (spec: Fields): object => ({ apiVersion: 'v1', kind: 'ResourceQuota', metadata: { name: 'q', namespace: 'shop' }, spec });
const priority = (change: Fields): object => ({ apiVersion: 'scheduling.k8s.io/v1', kind: 'PriorityClass', metadata: { name: 'high' }, value: 1000, ...change });
const selector = { matchLabels: { app: 'web' } };
const scope = (operator: string, values?: readonly string[]): Fields => ({ scopeSelector: { matchExpressions: [{ operator, scopeName: 'PriorityClass', ...(values && { values }) }] } });

export const clusterKindCases: readonly ClusterKindCase[] = [
  ...taken(
    mutating({}), mutating(byService), mutating({ ...byService, rules: [rule], failurePolicy: 'Ignore', matchPolicy: 'Exact', reinvocationPolicy: 'IfNeeded', timeoutSeconds: 30, namespaceSelector: selector, objectSelector: selector }),
    mutating({ matchConditions: [{ name: 'a', expression: 'true' }], admissionReviewVersions: ['v1', 'v2alpha1'] }), mutating({ clientConfig: { service: { name: 'a', namespace: 'b' }, caBundle: 'YQ==' } }), mutating({ rules: [{ ...rule, scope: '*', operations: ['*'] }] }), mutating({ sideEffects: 'NoneOnDryRun' }),
    { ...mutating({}), webhooks: [] }, { ...mutating({}), webhooks: undefined }, validating({}), validating({ rules: [{ ...rule, apiGroups: ['a.istio.io'], resources: ['*'] }], failurePolicy: 'Fail' }),
  ),
  ...refused(
    mutating({ name: 'a.b' }), mutating({ name: 'A.b.c' }), mutating({ sideEffects: 'Some' }), mutating({ sideEffects: undefined }), mutating({ admissionReviewVersions: [] }), mutating({ admissionReviewVersions: ['v2'] }), mutating({ admissionReviewVersions: undefined }), mutating({ failurePolicy: 'ignore' }),
    mutating({ matchPolicy: 'Some' }), mutating({ reinvocationPolicy: 'Always' }), mutating({ timeoutSeconds: 31 }), mutating({ timeoutSeconds: 0 }), mutating({ clientConfig: {} }), mutating({ clientConfig: { ...hook.clientConfig, ...byService.clientConfig } }), mutating({ clientConfig: { url: 'http://a.example/x' } }),
    mutating({ clientConfig: { service: { name: 'a', namespace: 'b', path: 'x' } } }), mutating({ clientConfig: { service: { name: 'a', namespace: 'b', port: 0 } } }), mutating({ clientConfig: { service: { name: 'a' } } }), mutating({ rules: [{ ...rule, apiGroups: [] }] }), mutating({ rules: [{ ...rule, resources: undefined }] }), mutating({ rules: [{ ...rule, operations: ['PATCH'] }] }),
    mutating({ rules: [{ ...rule, scope: 'Cluser' }] }), mutating({ matchConditions: [{ name: 'a', expression: ' ' }] }), mutating({ matchConditions: [{ name: 'a', expression: 'true' }, { name: 'a', expression: 'true' }] }), { ...mutating({}), webhooks: [hook, hook] }, mutating({ unknown: 1 }), validating({ reinvocationPolicy: 'Never' }), validating({ name: 'a' }),
  ),
  ...taken(
    policy({}), policy({ failurePolicy: 'Ignore', variables: [{ name: 'n', expression: 'object.metadata.name' }], validations: [{ expression: 'variables.n != "a"', message: 'no', reason: 'Forbidden' }] }), policy({ validations: undefined, auditAnnotations: [{ key: 'a', valueExpression: '"b"' }] }), policy({ paramKind: { apiVersion: 'v1', kind: 'ConfigMap' } }), policy({ variables: [{ name: 'a', expression: 'true' }, { name: 'a', expression: 'true' }] }),
    binding({}), binding({ validationActions: ['Warn', 'Audit'] }), binding({ matchResources: { namespaceSelector: selector } }), binding({ paramRef: { name: 'a', parameterNotFoundAction: 'Deny' } }), binding({ paramRef: { selector, parameterNotFoundAction: 'Allow' } }),
  ),
  ...refused(
    policy({ validations: [] }), policy({ validations: [{ expression: '' }] }), policy({ validations: [{ expression: 'true', reason: 'No' }] }), policy({ matchConstraints: undefined }), policy({ matchConstraints: {} }), policy({ matchConstraints: { resourceRules: [{ ...rule, operations: [] }] } }), policy({ failurePolicy: 'Never' }), policy({ paramKind: { kind: 'ConfigMap' } }),
    policy({ variables: [{ name: '1a', expression: 'true' }] }), policy({ matchConstraints: { resourceRules: [rule], matchPolicy: 'None' } }), { ...policy({}), spec: undefined }, binding({ policyName: '' }), binding({ policyName: undefined }), binding({ policyName: 'A b' }),
    binding({ validationActions: [] }), binding({ validationActions: ['Deny', 'Warn'] }), binding({ validationActions: ['Refuse'] }), binding({ validationActions: ['Deny', 'Deny'] }), binding({ paramRef: {} }), binding({ paramRef: { name: 'a' } }), binding({ paramRef: { parameterNotFoundAction: 'Deny' } }), binding({ paramRef: { name: 'a', selector, parameterNotFoundAction: 'Deny' } }), { ...binding({}), spec: undefined },
  ),
  ...taken(
    crd({}), crd({ versions: [version, { ...version, name: 'v1beta1', storage: false }] }), crd({ scope: 'Cluster', names: { kind: 'Web', plural: 'webs', singular: 'web', shortNames: ['w'], categories: ['all'], listKind: 'WebList' } }), crd({ conversion: { strategy: 'None' } }),
    crd({ versions: [{ ...version, subresources: { status: {} }, additionalPrinterColumns: [{ name: 'Age', type: 'date', jsonPath: '.metadata.creationTimestamp', priority: 1 }, { name: 'N', type: 'integer', format: 'int32', jsonPath: '.spec.n' }] }] }),
    crd({ conversion: { strategy: 'Webhook', webhook: { clientConfig: { service: { name: 'a', namespace: 'b' } }, conversionReviewVersions: ['v1'] } } }), crd({ preserveUnknownFields: false }), crd({ versions: [{ ...version, served: false, deprecated: true, deprecationWarning: 'old' }] }),
  ),
  ...refused(
    crd({}, 'web.shop.example'), crd({ group: 'shop' }, 'webs.shop'), crd({ scope: 'Namespace' }), crd({ versions: [] }), crd({ versions: undefined }), crd({ versions: [{ ...version, storage: false }] }), crd({ versions: [version, { ...version, name: 'v2' }] }), crd({ versions: [{ ...version, schema: undefined }] }),
    crd({ versions: [{ ...version, name: 'V1' }] }), crd({ names: { kind: 'Web', plural: 'Webs' } }, 'Webs.shop.example'), crd({ names: { kind: '1Web', plural: 'webs' } }), crd({ names: { plural: 'webs' } }), crd({ conversion: { strategy: 'Hook' } }), crd({ versions: [{ ...version, additionalPrinterColumns: [{ name: 'A', type: 'time', jsonPath: '.a' }] }] }),
    crd({ versions: [{ ...version, additionalPrinterColumns: [{ name: 'A', type: 'date', format: 'int', jsonPath: '.a' }] }] }), crd({ versions: [{ ...version, additionalPrinterColumns: [{ name: 'A', type: 'date' }] }] }), crd({ version: 'v1' }),
  ),
  ...taken(
    slice({}), slice({ endpoints: [] }), slice({ ports: [{ port: 80, protocol: 'UDP', appProtocol: 'istio.io/hbone' }] }), slice({ ports: undefined }), slice({ addressType: 'FQDN', endpoints: [{ addresses: ['a.example'], conditions: { ready: true }, nodeName: 'n', zone: 'z' }] }), slice({ endpoints: [{ addresses: ['10.0.0.1'], targetRef: { kind: 'Pod', name: 'p', namespace: 'shop' } }] }),
    quota({ hard: { pods: '10', 'requests.cpu': '1' } }), quota({ hard: { pods: 10 }, scopes: ['BestEffort'] }), quota({ hard: { pods: '1' }, ...scope('In', ['system-node-critical']) }), quota({ hard: { pods: '1' }, ...scope('Exists') }), priority({}), priority({ preemptionPolicy: 'Never', globalDefault: false, description: 'a' }), priority({ value: -5 }),
  ),
  ...refused(
    slice({ addressType: 'ipv4' }), slice({ addressType: undefined }), slice({ endpoints: [{ addresses: [] }] }), slice({ endpoints: [{}] }), slice({ ports: [{ name: 'A_b', port: 80 }] }), slice({ ports: [{ port: 80, protocol: 'HTTP' }] }), slice({ endpoints: [{ addresses: Array.from({ length: 101 }, (_, i) => `10.0.0.${i}`) }] }), slice({ spec: {} }),
    quota({ hard: { pods: 'many' } }), quota({ hard: { pods: '1' }, scopes: ['Best'] }), quota({ hard: { pods: '1' }, scopeSelector: { matchExpressions: [{ operator: 'Has', scopeName: 'PriorityClass' }] } }), quota({ hard: { pods: '1' }, scopeSelector: { matchExpressions: [{ operator: 'Exists', scopeName: 'Class' }] } }), priority({ preemptionPolicy: 'Always' }), priority({ value: '1000' }), priority({ value: 1.5 }),
  ),
];
