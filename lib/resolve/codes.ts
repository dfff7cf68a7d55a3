import type { Severity } from '../diagnostics/diagnostic';

/** A permanent code with what it is about. Codes are never reused. */
export interface Code { readonly code: string; readonly severity: Severity; readonly title: string }

const error = (code: string, title: string): Code => ({ code, severity: 'error', title });
const warning = (code: string, title: string): Code => ({ code, severity: 'warning', title });
const info = (code: string, title: string): Code => ({ code, severity: 'info', title });

/** All that can be wrong with a mesh whatever it is compiled to. */
export const CODES = {
  // who is there
  nameCollision: error('MESH1001', 'names are unique in a namespace'),
  namespaceOwners: error('MESH1002', 'a namespace has one owner'),
  hostOwners: error('MESH1003', 'a host has one owner'),
  notInApp: error('MESH1004', 'what is named is part of the app'),
  unknownVersion: error('MESH1005', 'a version that is named exists'),
  unknownPort: error('MESH1006', 'a port that is named exists'),
  missingPort: error('MESH1007', 'it is clear which port is meant'),
  duplicatePort: error('MESH1008', 'ports of a service have names and numbers of their own'),
  sharedServiceAccount: error('MESH1009', 'workloads with different rights have ServiceAccounts of their own'),
  namespaceNotOwned: error('MESH1010', 'a mesh writes only into namespaces it owns'),

  // where requests go
  weights: error('MESH1101', 'weights total 100'),
  lostShare: error('MESH1102', 'every share of a nested split is at least one percent'),
  secondSplit: error('MESH1103', 'a service has one default rule'),
  noWinner: error('MESH1104', 'of two rules for one request one wins'),
  orderCycle: error('MESH1105', 'the order inside a route agrees with precedence between routes'),
  wrongProtocol: error('MESH1106', 'a route stands on ports that speak its protocol'),
  noListener: error('MESH1107', 'a listener serves the hostnames of a route'),
  unknownListener: error('MESH1108', 'a listener that is named exists'),
  foreignParent: error('MESH1109', 'the routes of a service are declared by its owner'),
  headlessRoute: error('MESH1110', 'a headless service takes no split and no version route'),
  inexpressible: error('MESH1111', 'conditions on one name can be said as one'),
  mixedPolicies: error('MESH1112', 'a rule has one set of client policies'),
  perTryBeyondTimeout: error('MESH1113', 'one try fits into the timeout'),
  crossesRules: info('MESH1114', 'a destination with rules of its own is reached past them'),
  badRegex: error('MESH1115', 'a regular expression is RE2'),
  redirectListener: error('MESH1116', 'a listener that redirects carries no routes'),
  percent: error('MESH1117', 'a percentage lies between 0 and 100'),
  noRules: error('MESH1118', 'a rule sends requests somewhere'),
  callerAtGateway: error('MESH1119', 'callers are told apart where they are known'),

  // policies
  duplicatePolicy: error('MESH1201', 'one policy of a kind decides at one level'),
  wrongCover: error('MESH1202', 'a policy covers what its kind is for'),
  httpPolicyOnTcp: error('MESH1203', 'an HTTP policy covers something that speaks HTTP'),
  headlessPolicy: error('MESH1204', 'a policy that needs the proxy to choose an endpoint covers no headless service'),
  foreignServerPolicy: error('MESH1205', 'policies of the server\'s side are declared by its owner'),
  policyOutsideApp: error('MESH1206', 'a policy for another owner\'s service finds it in the app'),
  faultOverlap: error('MESH1207', 'faults do not overlap'),
  sharedPodsDisagree: error('MESH1208', 'services with the same pods agree on what covers them both'),
  claimsWithoutJwt: error('MESH1209', 'claims are read from a token that is verified'),
  httpConditionOnTcp: error('MESH1210', 'conditions on requests stand on HTTP ports'),
  allowOnGateway: error('MESH1211', 'a gateway is open: it says require'),
  gatewayNamespace: error('MESH1212', 'policies on an existing gateway have a namespace they may live in'),
  idlePolicy: warning('MESH1213', 'a policy for another owner\'s service covers a call'),

  // who may call whom
  missingGrant: error('MESH1301', 'another owner\'s service allows the call'),
  wideGrant: warning('MESH1302', 'a grant is no wider than the calls it is for'),
  callOptions: error('MESH1303', 'options of calls that overlap are equal'),
  unmeshedCaller: error('MESH1304', 'a caller without a proxy is let in'),
  nobodyCalls: warning('MESH1305', 'somebody may call a service'),
  widened: info('MESH1306', 'authorization can say what a route says'),
} as const satisfies Record<string, Code>;
