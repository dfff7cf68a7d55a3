import { all, always, any, text, type Condition } from '../condition';
import type { ByteRule, Share } from '../mesh';
import type { Provenance } from '../provenance';
import { entries, fields, items, numberOf, textMap, textOf, texts, type Fields } from './fields';
import { targetOf, type RouteContext } from './http-routes';
import { selects } from './names';
import type { ByteRoute, VirtualService } from './virtual-services';

/** The rules of a VirtualService's `tls` routes for a proxy, in order: one for each match that is for it. Of two that ask the same of connections the first holds; `seen`: what others asked before. */
export function tlsRulesOf(vs: VirtualService, context: RouteContext, seen = new Set<string>()): readonly ByteRule[] {
  const rules: ByteRule[] = [];
  for (const route of vs.tls) {
    if (items(route.route.route).length === 0) continue;
    for (const [match, i] of entries(route.route.match)) {
      const hosts = texts(match.sniHosts), subnets = texts(match.destinationSubnets), key = `${hosts.join()}|${subnets.join()}`;
      if (!isForConnection(match, context) || seen.has(key)) continue;
      seen.add(key);
      rules.push({ when: all([sniIn(hosts), addressIn(subnets)]), to: sharesOf(route, context), from: route.from(`match[${i}]`) });
    }
  }
  return rules;
}

/** The same of its `tcp` routes; a route whose matches ask for nothing of connections takes all, and ends the list. */
export function tcpRulesOf(vs: VirtualService, context: RouteContext): readonly ByteRule[] {
  const rules: ByteRule[] = [];
  for (const route of vs.tcp) {
    if (items(route.route.route).length === 0) continue;
    const to = (): readonly Share[] => sharesOf(route, context), matches = entries(route.route.match);
    if (matches.length === 0) return [...rules, { when: always, to: to(), from: route.from() }];
    const subnets: string[] = [];
    let from: Provenance | undefined;
    for (const [match, i] of matches) {
      if (!isForConnection(match, context)) continue;
      from ??= route.from(`match[${i}]`);
      if (texts(match.destinationSubnets).length === 0) return [...rules, { when: always, to: to(), from: route.from(`match[${i}]`) }];
      subnets.push(...texts(match.destinationSubnets));
    }
    if (from) rules.push({ when: addressIn(subnets), to: to(), from });
  }
  return rules;
}

/** Unlike with HTTP, gateways and sources must all fit. */
export function isForConnection(match: Fields, context: RouteContext): boolean {
  const gateways = texts(match.gateways);
  return (gateways.length === 0 || gateways.includes(context.gateway)) && selects(textMap(match.sourceLabels), context.labels)
    && (numberOf(match.port) === 0 || numberOf(match.port) === context.port) && (textOf(match.sourceNamespace) === '' || match.sourceNamespace === context.namespace);
}

/** Where connections of a route go; of several destinations those without weight get none. */
export function sharesOf(route: ByteRoute, context: Pick<RouteContext, 'port' | 'host'>): readonly Share[] {
  const written = entries(route.route.route);
  return written.filter(([r]) => written.length === 1 || numberOf(r.weight) > 0).map(([r, i]): Share => ({
    to: targetOf(fields(r.destination) ?? {}, context), weight: written.length === 1 ? numberOf(r.weight) || 100 : numberOf(r.weight), from: route.from(`route[${i}]`),
  }));
}

/** Names that a client may ask for by SNI; `*`, and none: any. */
export function sniIn(hosts: readonly string[]): Condition {
  if (hosts.length === 0 || hosts.includes('*')) return always;
  return any(hosts.map((h) => text({ on: 'sni' }, h.startsWith('*') ? { kind: 'suffix', value: h.slice(1), ignoreCase: true } : { kind: 'exact', value: h, ignoreCase: true })));
}
/** Addresses that connections go to; none: any. */
export const addressIn = (cidrs: readonly string[]): Condition => (cidrs.length === 0 ? always : any(cidrs.map((cidr) => ({ op: 'address', of: 'destination', cidr }))));
