import { destinationRuleSeeds } from './destination-rule';
import { envoyFilterSeeds } from './envoy-filter';
import { telemetrySeeds, trafficExtensionSeeds, wasmPluginSeeds } from './extensions';
import { gatewaySeeds } from './gateway';
import { authorizationPolicySeeds, peerAuthenticationSeeds, requestAuthenticationSeeds } from './security';
import type { Seed } from './seed';
import { serviceEntrySeeds } from './service-entry';
import { sidecarSeeds } from './sidecar';
import { virtualServiceSeeds } from './virtual-service';
import { proxyConfigSeeds, workloadEntrySeeds, workloadGroupSeeds } from './workloads';

/** All kinds of Istio, each with valid objects in full and with one object per rule. */
export const seeds: readonly Seed[] = [
  ...authorizationPolicySeeds, ...destinationRuleSeeds, ...envoyFilterSeeds, ...gatewaySeeds, ...peerAuthenticationSeeds, ...proxyConfigSeeds, ...requestAuthenticationSeeds, ...serviceEntrySeeds,
  ...sidecarSeeds, ...telemetrySeeds, ...trafficExtensionSeeds, ...virtualServiceSeeds, ...wasmPluginSeeds, ...workloadEntrySeeds, ...workloadGroupSeeds,
];
