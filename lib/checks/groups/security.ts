import { allowRulesSayWhom } from '../allow-rules-say-whom';
import { authorizationRulesAddSomething } from '../authorization-rules-add-something';
import { authorizationRulesCanHold } from '../authorization-rules-can-hold';
import { callersAreLetIn } from '../callers-are-let-in';
import type { Check } from '../check';
import { clientsAndServersAgreeOnTls } from '../clients-and-servers-agree-on-tls';
import { deniedRulesAllowNothing } from '../denied-rules-allow-nothing';
import { denialsHoldForEverySpelling } from '../denials-hold-for-every-spelling';
import { httpRulesAreForHttpPorts } from '../http-rules-are-for-http-ports';
import { identitiesComeWithMutualTls } from '../identities-come-with-mutual-tls';
import { keysAreFetchedFromAllowedPlaces } from '../keys-are-fetched-from-allowed-places';
import { namespacesHaveOnePeerAuthentication } from '../namespaces-have-one-peer-authentication';
import { noServerIsTrustedBlindly } from '../no-server-is-trusted-blindly';
import { ownRulesKeepMutualTls } from '../own-rules-keep-mutual-tls';
import { policiesHoldOnAllPorts } from '../policies-hold-on-all-ports';
import { policyPortsAreOfContainers } from '../policy-ports-are-of-containers';
import { principalsAndMethodsAreWellFormed } from '../principals-and-methods-are-well-formed';
import { principalsAreOfOneWorkload } from '../principals-are-of-one-workload';
import { probesGetThrough } from '../probes-get-through';
import { serversOutsideAreVerified } from '../servers-outside-are-verified';
import { strictServersGetMutualTls } from '../strict-servers-get-mutual-tls';
import { strictServersHaveClientsWithIdentity } from '../strict-servers-have-clients-with-identity';
import { tokensAreAskedFor } from '../tokens-are-asked-for';
import { workloadsHaveAuthorization } from '../workloads-have-authorization';
import { workloadsHaveOnePeerAuthentication } from '../workloads-have-one-peer-authentication';

/** Who may call whom, and how it is known who calls. */
export const security: readonly Check[] = [
  strictServersHaveClientsWithIdentity, clientsAndServersAgreeOnTls, strictServersGetMutualTls, ownRulesKeepMutualTls, identitiesComeWithMutualTls, policyPortsAreOfContainers,
  workloadsHaveOnePeerAuthentication, namespacesHaveOnePeerAuthentication, callersAreLetIn, httpRulesAreForHttpPorts, authorizationRulesCanHold, deniedRulesAllowNothing, authorizationRulesAddSomething,
  allowRulesSayWhom, workloadsHaveAuthorization, principalsAndMethodsAreWellFormed, denialsHoldForEverySpelling, serversOutsideAreVerified, noServerIsTrustedBlindly, tokensAreAskedFor,
  keysAreFetchedFromAllowedPlaces, probesGetThrough, policiesHoldOnAllPorts, principalsAreOfOneWorkload,
];
