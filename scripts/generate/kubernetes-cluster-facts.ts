import { oneFieldAtMost, oneOf, PORT, SOME } from './fact';
import type { Schema } from './schema-file';

/* The values and limits of what belongs to a whole cluster: definitions of custom resources, webhooks, admission policies, quotas, endpoint slices. */

const TEXT: Schema = { pattern: '\\S' };
/** A subdomain of at least three parts. */
const QUALIFIED: Schema = { pattern: '^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?){2,}$', maxLength: 253 };
/** What the API groups call a label of old: it begins with a letter. */
const VERSION: Schema = { pattern: '^[a-z]([-a-z0-9]*[a-z0-9])?$', maxLength: 63 };
const SUBDOMAIN: Schema = { pattern: '^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$', maxLength: 253 };
const RULE = oneOf('CREATE', 'UPDATE', 'DELETE', 'CONNECT', '*');
const SCOPE = oneOf('Cluster', 'Namespaced', '*');
const SCOPES = oneOf('Terminating', 'NotTerminating', 'BestEffort', 'NotBestEffort', 'PriorityClass', 'CrossNamespacePodAffinity', 'VolumeAttributesClass');
const CONDITIONS: Schema = { maxItems: 64 };
const FAILURE = oneOf('Fail', 'Ignore');
const MATCH = oneOf('Exact', 'Equivalent');

/** Fields without which an object is refused, although its schema lets them be left out. */
const needed = (...required: string[]): Schema => ({ required });

const both = (field: string, fact: Schema): Record<string, Schema> => ({ [`MutatingWebhook.${field}`]: fact, [`ValidatingWebhook.${field}`]: fact });
const rules = (field: string, fact: Schema): Record<string, Schema> => ({ [`RuleWithOperations.${field}`]: fact, [`NamedRuleWithOperations.${field}`]: fact });

export const CLUSTER_FACTS: Readonly<Record<string, Schema>> = {
  // Webhooks
  ...both('name', QUALIFIED),
  ...both('admissionReviewVersions', SOME),
  ...both('admissionReviewVersions[]', VERSION),
  ...both('failurePolicy', FAILURE),
  ...both('matchConditions', CONDITIONS),
  ...both('matchPolicy', MATCH),
  ...both('sideEffects', oneOf('None', 'NoneOnDryRun')),
  ...both('timeoutSeconds', { minimum: 1, maximum: 30 }),
  'MutatingWebhook.reinvocationPolicy': oneOf('Never', 'IfNeeded'),
  'WebhookClientConfig': oneFieldAtMost('service', 'url'),
  'WebhookClientConfig.url': { pattern: '^https://' },
  'ServiceReference.path': { pattern: '^/' },
  'ServiceReference.port': PORT,
  // Rules of webhooks and of admission policies; an empty list is as good as none, and refused.
  'RuleWithOperations': needed('apiGroups', 'apiVersions', 'operations', 'resources'),
  'NamedRuleWithOperations': needed('apiGroups', 'apiVersions', 'operations', 'resources'),
  ...rules('apiGroups', SOME), ...rules('apiVersions', SOME), ...rules('operations', SOME), ...rules('resources', SOME),
  ...rules('operations[]', RULE),
  ...rules('scope', SCOPE),
  'MatchCondition.expression': TEXT,
  // Admission policies
  'AuditAnnotation.valueExpression': { ...TEXT, maxLength: 5 * 1024 },
  'MatchResources.matchPolicy': MATCH,
  'ParamKind': needed('apiVersion', 'kind'),
  'ParamRef': { ...oneFieldAtMost('name', 'selector'), ...needed('parameterNotFoundAction') },
  'ParamRef.parameterNotFoundAction': oneOf('Allow', 'Deny'),
  'ValidatingAdmissionPolicySpec': needed('matchConstraints'),
  'ValidatingAdmissionPolicySpec.auditAnnotations': { maxItems: 20 },
  'ValidatingAdmissionPolicySpec.failurePolicy': FAILURE,
  'ValidatingAdmissionPolicySpec.matchConditions': CONDITIONS,
  'ValidatingAdmissionPolicyBindingSpec': needed('policyName', 'validationActions'),
  'ValidatingAdmissionPolicyBindingSpec.policyName': { ...SUBDOMAIN, minLength: 1 },
  'ValidatingAdmissionPolicyBindingSpec.validationActions': SOME,
  'ValidatingAdmissionPolicyBindingSpec.validationActions[]': oneOf('Deny', 'Warn', 'Audit'),
  'Validation.expression': TEXT,
  'Validation.reason': oneOf('Unauthorized', 'Forbidden', 'Invalid', 'RequestEntityTooLarge'),
  'Variable.name': { pattern: '^[A-Za-z_][A-Za-z0-9_]*$' },
  'Variable.expression': TEXT,
  // Custom resources
  'CustomResourceColumnDefinition.format': oneOf('', 'int32', 'int64', 'float', 'double', 'byte', 'date', 'date-time', 'password'),
  'CustomResourceColumnDefinition.name': { minLength: 1 },
  'CustomResourceColumnDefinition.type': oneOf('integer', 'number', 'string', 'boolean', 'date'),
  'CustomResourceConversion.strategy': oneOf('None', 'Webhook'),
  'CustomResourceDefinitionNames.plural': VERSION,
  'CustomResourceDefinitionNames.kind': { pattern: '^[A-Za-z]([-A-Za-z0-9]*[A-Za-z0-9])?$', maxLength: 63 },
  'CustomResourceDefinitionSpec.group': { pattern: '^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)+$', maxLength: 253 },
  'CustomResourceDefinitionSpec.scope': oneOf('Cluster', 'Namespaced'),
  'CustomResourceDefinitionSpec.versions': SOME,
  'CustomResourceDefinitionVersion': needed('name', 'schema', 'served', 'storage'),
  'CustomResourceDefinitionVersion.name': VERSION,
  // Slices of endpoints
  'Endpoint.addresses': { minItems: 1, maxItems: 100 },
  'EndpointPort.name': { pattern: '^([a-z0-9]([-a-z0-9]*[a-z0-9])?)?$', maxLength: 63 },
  'EndpointPort.protocol': oneOf('TCP', 'UDP', 'SCTP'),
  'EndpointSlice.addressType': oneOf('IPv4', 'IPv6', 'FQDN'),
  'EndpointSlice.endpoints': { maxItems: 1000 },
  'EndpointSlice.ports': { maxItems: 20_000 },
  // Quotas and priorities
  'PriorityClass.preemptionPolicy': oneOf('PreemptLowerPriority', 'Never'),
  'ScopedResourceSelectorRequirement.operator': oneOf('In', 'NotIn', 'Exists', 'DoesNotExist'),
  'ResourceQuotaSpec.scopes[]': SCOPES,
  'ScopedResourceSelectorRequirement.scopeName': SCOPES,
};

export const CLUSTER_STRICT_LISTS: readonly string[] = [
  'MutatingWebhookConfiguration.webhooks', 'ValidatingWebhookConfiguration.webhooks', 'MutatingWebhook.matchConditions', 'ValidatingWebhook.matchConditions',
  'ValidatingAdmissionPolicySpec.matchConditions', 'ValidatingAdmissionPolicyBindingSpec.validationActions',
];
