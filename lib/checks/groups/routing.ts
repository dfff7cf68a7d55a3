import type { Check } from '../check';
import { claimRoutesHaveATokenCheck } from '../claim-routes-have-a-token-check';
import { destinationRulesAreLookedUp } from '../destination-rules-are-looked-up';
import { destinationRulesDoNotCollide } from '../destination-rules-do-not-collide';
import { gatewayFragmentsDoNotOverlap } from '../gateway-fragments-do-not-overlap';
import { gatewaysAdmitHosts } from '../gateways-admit-hosts';
import { loneDestinationsHaveNoWeight } from '../lone-destinations-have-no-weight';
import { meshHostsHaveOneVirtualService } from '../mesh-hosts-have-one-virtual-service';
import { meshRulesHaveADefault } from '../mesh-rules-have-a-default';
import { namesDoNotGoInCircles } from '../names-do-not-go-in-circles';
import { noFaultIsLeft } from '../no-fault-is-left';
import { prefixesEndAtASegment } from '../prefixes-end-at-a-segment';
import { redirectsDoNotGoInCircles } from '../redirects-do-not-go-in-circles';
import { routesNameDeclaredGateways } from '../routes-name-declared-gateways';
import { rulesAreReachable } from '../rules-are-reachable';
import { rulesFitTheProtocol } from '../rules-fit-the-protocol';
import { sharesHaveEndpoints } from '../shares-have-endpoints';
import { splitDestinationsDiffer } from '../split-destinations-differ';
import { splitsKeepToOneProtocol } from '../splits-keep-to-one-protocol';
import { subsetPoliciesApply } from '../subset-policies-apply';
import { subsetRulesHoldAtGateways } from '../subset-rules-hold-at-gateways';
import { weightsTotal100 } from '../weights-total-100';

/** Requests go where they were meant to. */
export const routing: readonly Check[] = [
  meshHostsHaveOneVirtualService, gatewayFragmentsDoNotOverlap, rulesAreReachable, meshRulesHaveADefault, prefixesEndAtASegment,
  splitDestinationsDiffer, loneDestinationsHaveNoWeight, weightsTotal100, sharesHaveEndpoints, splitsKeepToOneProtocol, rulesFitTheProtocol,
  gatewaysAdmitHosts, subsetRulesHoldAtGateways, routesNameDeclaredGateways, claimRoutesHaveATokenCheck,
  subsetPoliciesApply, destinationRulesAreLookedUp, destinationRulesDoNotCollide, redirectsDoNotGoInCircles, namesDoNotGoInCircles, noFaultIsLeft,
];
