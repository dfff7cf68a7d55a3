import type { CodeRule } from '../shape';
import { admissionPolicy, admissionPolicyBinding, ruleOperations, webhook } from './admission';
import { autoscaler } from './autoscaler';
import { appArmorProfile, container, resources, seccompProfile, securityContext } from './container';
import { customResourceDefinition } from './custom-resource-definition';
import { downwardFile, resourceField, variable } from './environment';
import { job, jobName } from './job';
import { block, endpointSlice, networkPolicyPort } from './network';
import { affinityTerm, nodeTerm, podSpec, spread, toleration } from './pod';
import { quota } from './quota';
import { clusterRoleBinding, policyRule, role, subject } from './rights';
import { requirement } from './selectors';
import { secret } from './secret';
import { serviceSpec } from './service';
import { claim, projectedVolume } from './volumes';
import { cronJob, daemonSet, deployment, pod, statefulSet } from './workloads';

/**
 * What Kubernetes asks of its own kinds beyond their schemas and forms, by the definition that it is about, wherever that stands. Compared with the API
 * server's verdicts on mutants of every kind.
 */
export const BUILT_IN_RULES = {
  ClusterRoleBinding: { check: clusterRoleBinding },
  Container: { check: container },
  CronJobSpec: { check: cronJob },
  CustomResourceDefinition: { check: customResourceDefinition },
  DaemonSetSpec: { check: daemonSet },
  DeploymentSpec: { check: deployment },
  DownwardAPIVolumeFile: { check: downwardFile },
  EndpointSlice: { check: endpointSlice },
  EnvVar: { check: variable },
  HorizontalPodAutoscalerSpec: { check: autoscaler },
  IPBlock: { check: block },
  Job: { check: jobName },
  JobSpec: { check: job },
  LabelSelectorRequirement: { check: requirement },
  MutatingWebhook: { check: webhook },
  NamedRuleWithOperations: { check: ruleOperations },
  NetworkPolicyPort: { check: networkPolicyPort },
  NodeSelectorRequirement: { check: requirement },
  NodeSelectorTerm: { check: nodeTerm },
  PersistentVolumeClaimSpec: { check: claim },
  Pod: { check: pod },
  PodAffinityTerm: { check: affinityTerm },
  PodSpec: { check: podSpec },
  PolicyRule: { check: policyRule },
  ProjectedVolumeSource: { check: projectedVolume },
  ResourceFieldSelector: { check: resourceField },
  ResourceQuotaSpec: { check: quota },
  ResourceRequirements: { check: resources },
  Role: { check: role },
  RuleWithOperations: { check: ruleOperations },
  SeccompProfile: { check: seccompProfile },
  AppArmorProfile: { check: appArmorProfile },
  Secret: { check: secret },
  SecurityContext: { check: securityContext },
  ServiceSpec: { check: serviceSpec },
  StatefulSetSpec: { check: statefulSet },
  Subject: { check: subject },
  Toleration: { check: toleration },
  TopologySpreadConstraint: { check: spread },
  ValidatingAdmissionPolicy: { check: admissionPolicy },
  ValidatingAdmissionPolicyBinding: { check: admissionPolicyBinding },
  ValidatingWebhook: { check: webhook },
} as const satisfies Readonly<Record<string, CodeRule>>;
