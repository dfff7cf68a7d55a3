import type { Check } from '../check';
import { declaredCallsAreVisible } from '../declared-calls-are-visible';
import { declaredCallsLeaveTheMesh } from '../declared-calls-leave-the-mesh';
import { envoyFiltersDoWhatTheySay } from '../envoy-filters-do-what-they-say';
import { envoyFiltersHaveAnOrder } from '../envoy-filters-have-an-order';
import { foreignHostsAreLeftToTheirOwners } from '../foreign-hosts-are-left-to-their-owners';
import { namespacesHaveOneSidecar } from '../namespaces-have-one-sidecar';
import { namespacesHaveOneTelemetry } from '../namespaces-have-one-telemetry';
import { rootSidecarsAreForAll } from '../root-sidecars-are-for-all';
import { sidecarsSayWhatBecomesOfUnknownHosts } from '../sidecars-say-what-becomes-of-unknown-hosts';
import { sidecarsSelectWorkloadsOfTheirOwn } from '../sidecars-select-workloads-of-their-own';
import { telemetrySelectsWorkloadsOfItsOwn } from '../telemetry-selects-workloads-of-its-own';
import { workloadGroupsDiffer } from '../workload-groups-differ';

/** For whom objects hold. */
export const scoping: readonly Check[] = [
  declaredCallsAreVisible, declaredCallsLeaveTheMesh, sidecarsSelectWorkloadsOfTheirOwn, namespacesHaveOneSidecar, telemetrySelectsWorkloadsOfItsOwn, namespacesHaveOneTelemetry,
  rootSidecarsAreForAll, sidecarsSayWhatBecomesOfUnknownHosts, foreignHostsAreLeftToTheirOwners, workloadGroupsDiffer, envoyFiltersDoWhatTheySay, envoyFiltersHaveAnOrder,
];
