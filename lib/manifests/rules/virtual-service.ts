import type { Manifest } from '../manifest';
import { fields, list, text, type Fields } from './fields';
import type { Findings } from './findings';
import { namespaceOf } from './namespace';
import { httpRouteRule } from './parts/http-route';
import { isAddress } from './syntax/address';
import { tcpRouteRule, tlsRouteRule } from './parts/l4-route';
import { reachabilityRule } from './parts/reachability';
import type { RouteContext } from './parts/route-context';
import { exportToRule } from './syntax/export-to';
import { gatewayNamesRule } from './syntax/gateway-name';
import { isClaimName } from './syntax/header';
import { gatewayHostProblem, hostsOverlap, wildcardHostProblem } from './syntax/host';

/** Mark of an object that istiod derived from Gateway API routes: its destinations are its own. */
const SEMANTICS = 'internal.istio.io/route-semantics';
const DELEGATE_HELP = 'add hosts, or leave this to the VirtualService that delegates here';

export function virtualServiceRules(spec: Fields, f: Findings, manifest: Manifest): void {
  const gateways = list(spec.gateways);
  const hosts = list(spec.hosts);
  const http = list(spec.http);
  const tls = list(spec.tls);
  const tcp = list(spec.tcp);
  const context: RouteContext = {
    hosts,
    delegate: hosts.length === 0,
    atGateway: gateways.length > 0 && !gateways.includes('mesh'),
    converted: manifest.metadata?.annotations?.[SEMANTICS] === 'gateway',
  };
  if (context.delegate) {
    if (gateways.length > 0) f.error('gateways', 'without hosts this is a delegate, which is not bound to gateways', DELEGATE_HELP);
    if (tls.length > 0) f.error('tls', 'without hosts this is a delegate, which has HTTP routes only', DELEGATE_HELP);
    if (tcp.length > 0) f.error('tcp', 'without hosts this is a delegate, which has HTTP routes only', DELEGATE_HELP);
  }
  if (gateways.length > 0) gatewayNamesRule(gateways, f, context.converted);
  hostsRule(context, tls, f);
  if (http.length === 0 && tls.length === 0 && tcp.length === 0) f.error('', 'the routes are missing', 'set http, tls or tcp');
  for (let i = 0; i < http.length; i++) {
    const route = fields(http[i]);
    if (route === undefined) continue;
    f.enter('http', i);
    if (!context.atGateway) claimsRule(route, f);
    httpRouteRule(route, context, f);
    f.leave();
  }
  for (let i = 0; i < tls.length; i++) {
    const route = fields(tls[i]);
    if (route === undefined) continue;
    f.enter('tls', i);
    tlsRouteRule(route, context, f);
    f.leave();
  }
  for (let i = 0; i < tcp.length; i++) {
    const route = fields(tcp[i]);
    if (route === undefined) continue;
    f.enter('tcp', i);
    tcpRouteRule(route, context, f);
    f.leave();
  }
  exportToRule(spec.exportTo, namespaceOf(manifest), f);
  reachabilityRule('http', http, f);
  reachabilityRule('tls', tls, f);
  reachabilityRule('tcp', tcp, f);
}

function hostsRule(context: RouteContext, tls: readonly unknown[], f: Findings): void {
  const { hosts, atGateway } = context;
  const sni = atGateway && tls.some((route) => list(fields(route)?.match).some((match) => list(fields(match)?.sniHosts).length > 0));
  let valid = true;
  for (let i = 0; i < hosts.length; i++) {
    const host = text(hosts[i]);
    const problem = atGateway ? gatewayHostProblem(host, sni) : wildcardHostProblem(host);
    if (problem !== undefined) {
      if (isAddress(host)) continue;
      f.check('hosts', problem, i);
      valid = false;
    } else if (host === '*' && !atGateway) {
      f.error('hosts', '* is allowed at gateways only', 'name the hosts whose requests are routed, or bind to gateways alone', i);
      valid = false;
    }
  }
  for (let i = 1; valid && i < hosts.length; i++) {
    for (let j = 0; j < i; j++) {
      if (hostsOverlap(text(hosts[j]), text(hosts[i]))) f.error('hosts', `${JSON.stringify(hosts[i])} and ${JSON.stringify(hosts[j])} overlap`, 'keep the wider of the two', i);
    }
  }
}

function claimsRule(route: Fields, f: Findings): void {
  const matches = list(route.match);
  for (let i = 0; i < matches.length; i++) {
    const match = fields(matches[i]);
    for (const field of ['headers', 'withoutHeaders'] as const) {
      for (const name in fields(match?.[field])) {
        if (!isClaimName(name)) continue;
        f.enter('match', i);
        f.enter(field);
        f.error(name, 'only a gateway routes by the claims of a token', 'bind the VirtualService to gateways alone, or copy the claim into a header with a RequestAuthentication');
        f.leave();
        f.leave();
      }
    }
  }
}
