import { each, form, keys, oneOf, OPTIONAL, SOME, TEXT, type CheckFacts } from '../fact';

const RBAC = 'rbac.authorization.k8s.io';

/** What holds settings, rights and rules of a whole cluster. */
export const CLUSTER: CheckFacts = {
  'NamespaceSpec.finalizers[]': form('finalizer'),
  ...each(['ConfigMap.data', 'ConfigMap.binaryData', 'Secret.data', 'Secret.stringData'], keys('config-key')),
  'Secret.stringData{}': form('secret'),
  'ResourceQuotaSpec.hard': keys('quota-resource'),
  'ResourceQuotaSpec.hard{}': form('not-negative'),
  'PriorityClass.value': { maximum: 1_000_000_000 },
  // Rights
  'AggregationRule': { required: ['clusterRoleSelectors'] },
  'AggregationRule.clusterRoleSelectors': SOME,
  'PolicyRule.verbs': SOME,
  'RoleRef.apiGroup': oneOf('', RBAC),
  'RoleRef.name': form('path-segment'),
  'Subject.name': TEXT,
  // Webhooks and admission policies
  'ServiceReference.name': TEXT,
  'ServiceReference.namespace': TEXT,
  'ServiceReference.path': { pattern: undefined, ...form('webhook-path') },
  'WebhookClientConfig.url': { pattern: undefined, ...form('webhook-url') },
  ...each(['MutatingWebhook.admissionReviewVersions', 'ValidatingWebhook.admissionReviewVersions'], { 'x-kubernetes-list-type': 'set' }),
  ...each(['RuleWithOperations.apiVersions[]', 'RuleWithOperations.resources[]', 'NamedRuleWithOperations.apiVersions[]', 'NamedRuleWithOperations.resources[]'], TEXT),
  'NamedRuleWithOperations.resourceNames': { 'x-kubernetes-list-type': 'set' },
  'NamedRuleWithOperations.resourceNames[]': form('path-segment-or-empty'),
  'Validation.reason': oneOf('Forbidden', 'Invalid', 'RequestEntityTooLarge'),
  'WebhookConversion': OPTIONAL,
  'MatchCondition.name': form('label-key'),
  'AuditAnnotation.key': form('annotation-part'),
  'Variable.name': { pattern: undefined, ...form('cel-identifier') },
  'ParamRef.name': form('path-segment'),
  'ValidatingAdmissionPolicyBindingSpec.policyName': { pattern: undefined, ...form('dns-subdomain') },
  // Custom resources
  ...each(['CustomResourceDefinitionNames.categories[]', 'CustomResourceDefinitionNames.shortNames[]'], form('dns-1035-label')),
  'CustomResourceDefinitionNames.singular': form('dns-1035-label-or-empty'),
  'CustomResourceDefinitionNames.listKind': form('kind-or-empty'),
  'CustomResourceColumnDefinition.jsonPath': form('json-path'),
  'CustomResourceDefinitionVersion': { required: ['name', 'schema'] },
  'CustomResourceDefinitionVersion.deprecationWarning': form('warning'),
};
