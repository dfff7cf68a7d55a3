import type { SchemaFile } from '../schema-file';
import { withFacts } from '../kubernetes-facts';
import { CLUSTER } from './cluster';
import type { CheckFacts } from '../fact';
import { PODS } from './pods';
import { SERVICES } from './services';
import { VOLUMES } from './volumes';
import { WORKLOADS } from './workloads';

/*
 * What Kubernetes checks in code and what no type can say: forms of names, fields that exclude each other. Validators are made with it and types
 * without. The test of built-in kinds compares the whole with the API server's own verdicts.
 */

const CHECKS: readonly CheckFacts[] = [PODS, VOLUMES, WORKLOADS, SERVICES, CLUSTER];

/** Lists whose duplicates are refused, besides those that the facts name. */
export const CHECKED_STRICT_LISTS: readonly string[] = ['MutatingWebhook.admissionReviewVersions', 'NamedRuleWithOperations.resourceNames', 'PodSecurityContext.sysctls', 'PodSpec.schedulingGates', 'ServiceSpec.ipFamilies', 'ValidatingWebhook.admissionReviewVersions'];

/** A selector as it is published, of which nothing more is asked. */
const withMetricSelector = (file: SchemaFile): SchemaFile => {
  const { LabelSelector, LabelSelectorRequirement } = file.definitions;
  const properties = { ...LabelSelector!.properties, matchExpressions: { ...LabelSelector!.properties!.matchExpressions, items: { $ref: 'MetricSelectorRequirement' } } };
  return { ...file, definitions: { ...file.definitions, MetricSelector: { ...LabelSelector, properties }, MetricSelectorRequirement: LabelSelectorRequirement! } };
};

/** The schemas of Kubernetes' own kinds, as an API server holds its objects against them. */
export const withChecks = (file: SchemaFile): SchemaFile => CHECKS.reduce((changed, facts) => withFacts(changed, facts), withMetricSelector(withFacts(file)));
