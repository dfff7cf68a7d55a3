import { accessLogsHaveAProvider } from '../access-logs-have-a-provider';
import { authorizationHostsExist } from '../authorization-hosts-exist';
import type { Check } from '../check';
import { credentialsAreCertificates } from '../credentials-are-certificates';
import { credentialsExist } from '../credentials-exist';
import { delegatesExist } from '../delegates-exist';
import { destinationHostsAreVisible } from '../destination-hosts-are-visible';
import { destinationHostsExist } from '../destination-hosts-exist';
import { destinationPortsAreNamed } from '../destination-ports-are-named';
import { destinationPortsExist } from '../destination-ports-exist';
import { destinationRuleHostsExist } from '../destination-rule-hosts-exist';
import { exportNamespacesExist } from '../export-namespaces-exist';
import { gatewaySelectorsFindAGateway } from '../gateway-selectors-find-a-gateway';
import { gatewaysOfRoutesExist } from '../gateways-of-routes-exist';
import { policySelectorsFindWorkloads } from '../policy-selectors-find-workloads';
import { principalsAreOfKnownTrustDomains } from '../principals-are-of-known-trust-domains';
import { principalsExist } from '../principals-exist';
import { providersAreConfigured } from '../providers-are-configured';
import { serviceAccountsExist } from '../service-accounts-exist';
import { sidecarHostsExist } from '../sidecar-hosts-exist';
import { sourceNamespacesExist } from '../source-namespaces-exist';
import { subsetsAreDeclared } from '../subsets-are-declared';
import { subsetsAreSeenByEveryClient } from '../subsets-are-seen-by-every-client';
import { subsetsHaveLabels } from '../subsets-have-labels';
import { subsetsSelectWorkloads } from '../subsets-select-workloads';

/** What is named exists, where it is looked for. */
export const references: readonly Check[] = [
  destinationHostsExist, delegatesExist, destinationHostsAreVisible, destinationPortsExist, destinationPortsAreNamed,
  subsetsAreDeclared, subsetsAreSeenByEveryClient, subsetsSelectWorkloads, subsetsHaveLabels, destinationRuleHostsExist,
  gatewaysOfRoutesExist, gatewaySelectorsFindAGateway, policySelectorsFindWorkloads,
  exportNamespacesExist, sourceNamespacesExist, credentialsExist, credentialsAreCertificates, providersAreConfigured, accessLogsHaveAProvider,
  principalsExist, principalsAreOfKnownTrustDomains, serviceAccountsExist, sidecarHostsExist, authorizationHostsExist,
];
