import type { Findings } from '../findings';
import { fields, list, number, text, type Fields } from '../fields';
import { isAddress, subnetProblem } from '../syntax/address';
import { gatewayNamesRule } from '../syntax/gateway-name';
import { gatewayHostProblem, hostCovers, wildcardHostProblem } from '../syntax/host';
import { portProblem } from '../syntax/port';
import { labelsRule } from '../syntax/selector';
import type { RouteContext } from './route-context';
import { weightedRule } from './weighted';

export function tlsRouteRule(route: Fields, context: RouteContext, f: Findings): void {
  const matches = list(route.match);
  if (matches.length === 0) f.error('match', 'the match is missing', 'name the sniHosts of the connections');
  for (let i = 0; i < matches.length; i++) {
    const match = fields(matches[i]);
    if (match === undefined) continue;
    const names = list(match.sniHosts);
    f.enter('match', i);
    if (names.length === 0) f.error('sniHosts', 'the SNI names are missing', 'name the hosts that clients ask for');
    for (let j = 0; j < names.length; j++) sniRule(text(names[j]), j, context, f);
    connectionRule(match, f);
    f.leave();
  }
  targetsRule(route, context, f);
}

export function tcpRouteRule(route: Fields, context: RouteContext, f: Findings): void {
  const matches = list(route.match);
  for (let i = 0; i < matches.length; i++) {
    const match = fields(matches[i]);
    if (match === undefined) continue;
    f.enter('match', i);
    connectionRule(match, f);
    f.leave();
  }
  targetsRule(route, context, f);
}

function sniRule(name: string, index: number, context: RouteContext, f: Findings): void {
  const problem = context.atGateway ? gatewayHostProblem(name, true) : wildcardHostProblem(name);
  if (problem !== undefined) {
    if (!isAddress(name)) f.check('sniHosts', problem, index);
    else f.warn('sniHosts', `${name} is an address, which clients do not send as SNI`, 'name the host', index);
    return;
  }
  for (let i = 0; i < context.hosts.length; i++) if (hostCovers(text(context.hosts[i]), name)) return;
  f.error('sniHosts', `${JSON.stringify(name)} is not among the hosts of the VirtualService`, 'add it to hosts, or a wildcard that covers it', index);
}

function connectionRule(match: Fields, f: Findings): void {
  const subnets = list(match.destinationSubnets);
  for (let i = 0; i < subnets.length; i++) f.check('destinationSubnets', subnetProblem(text(subnets[i])), i);
  if (number(match.port) !== 0) f.check('port', portProblem(number(match.port)));
  labelsRule('sourceLabels', match.sourceLabels, f);
  gatewayNamesRule(match.gateways, f);
}

function targetsRule(route: Fields, context: RouteContext, f: Findings): void {
  const targets = list(route.route);
  if (targets.length === 0) f.error('route', 'the destinations are missing', 'name where the connections go');
  weightedRule(targets, context.converted, f);
}
