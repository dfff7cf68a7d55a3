import { annotationValuesAreValid } from '../annotation-values-are-valid';
import { annotationsAreKnown } from '../annotations-are-known';
import { annotationsAreStable } from '../annotations-are-stable';
import { annotationsStandWhereTheyCount } from '../annotations-stand-where-they-count';
import { automaticImagesAreInjected } from '../automatic-images-are-injected';
import type { Check } from '../check';
import { externalControlPlanesAreNamed } from '../external-control-planes-are-named';
import { injectorsDoNotOverlap } from '../injectors-do-not-overlap';
import { namespacesHaveOneWayOfInjection } from '../namespaces-have-one-way-of-injection';
import { namespacesSayWhetherPodsGetProxies } from '../namespaces-say-whether-pods-get-proxies';
import { networkPoliciesLetProxiesWork } from '../network-policies-let-proxies-work';
import { noAnnotationIsDeprecated } from '../no-annotation-is-deprecated';
import { noFieldIsDeprecated } from '../no-field-is-deprecated';
import { objectsAreAccepted } from '../objects-are-accepted';
import { objectsAreTakenAsWritten } from '../objects-are-taken-as-written';
import { podSecurityAdmitsProxies } from '../pod-security-admits-proxies';
import { podsHaveTimeToDrain } from '../pods-have-time-to-drain';
import { podsSayWhatTheyAre } from '../pods-say-what-they-are';
import { selectorsSelectTheirOwnPods } from '../selectors-select-their-own-pods';
import { startAndEndSuitTheProxy } from '../start-and-end-suit-the-proxy';

/** Pods, their proxies, and what the cluster makes of objects. */
export const workloads: readonly Check[] = [
  objectsAreAccepted, objectsAreTakenAsWritten, noFieldIsDeprecated,
  annotationsAreKnown, annotationsStandWhereTheyCount, annotationValuesAreValid, noAnnotationIsDeprecated, annotationsAreStable,
  namespacesSayWhetherPodsGetProxies, namespacesHaveOneWayOfInjection, automaticImagesAreInjected, injectorsDoNotOverlap, externalControlPlanesAreNamed,
  selectorsSelectTheirOwnPods, podsSayWhatTheyAre, startAndEndSuitTheProxy, podsHaveTimeToDrain, networkPoliciesLetProxiesWork, podSecurityAdmitsProxies,
];
