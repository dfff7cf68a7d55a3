import { isHttp } from '../effective';
import { millisOf } from '../effective/istio/duration';
import { finding, findingAt, type Check } from './check';
import { destinationRules } from './parts/destination-rules';
import { fields, texts } from './parts/fields';
import { byHostOption, policiesOf } from './parts/policies';
import { timeText, writtenRoutes } from './parts/written-routes';

/** Who closes an idle connection first decides whether a request meets a closed one. */
export const connectionsAreClosedByTheClient: Check = {
  code: 'MESH2210',
  title: 'a server keeps connections for longer than its clients, and streams may last',
  severity: 'warning',
  docs: `A proxy keeps an idle connection for an hour, or for \`connectionPool.http.idleTimeout\`. A server that closes it earlier does so now and then at the moment at which a request is on its way: 503 UC. Say how long the application keeps idle connections, and the check
compares: \`options: { MESH2210: { keepAlive: { reviews.shop: 60s } } }\`.

A route's \`timeout\` ends a stream too, however well it runs: \`streaming: [chat.shop]\` names hosts whose requests last.`,
  *run({ world, options }) {
    const rules = destinationRules(world), streaming = texts(options.streaming);
    for (const host of world.hosts) {
      const keep = millisOf(byHostOption(options.keepAlive, host.name));
      if (keep === undefined || !host.ports.some((p) => isHttp(p.protocol))) continue;
      const own = rules.covering(host.name).flatMap((rule) => policiesOf(rule).map((p) => ({ rule, idle: millisOf(fields(fields(p.policy.connectionPool)?.http)?.idleTimeout), at: `${p.field}.connectionPool.http.idleTimeout` })).filter((p) => p.idle !== undefined));
      for (const { rule, idle, at } of own) if (idle! >= keep || idle === 0) yield finding(rule.object, at, `clients keep idle connections for ${idle === 0 ? 'ever' : timeText(idle!)}, the application of '${rule.written}' closes them after ${timeText(keep)}`, { help: `below ${timeText(keep)}` });
      if (own.length === 0) yield findingAt(host.from, `clients keep idle connections for an hour, the application closes them after ${timeText(keep)}`, { help: `set connectionPool.http.idleTimeout below ${timeText(keep)} in a DestinationRule` });
    }
    if (streaming.length > 0) for (const { fields: route, from, hosts } of writtenRoutes(world)) {
      const timeout = millisOf(route.timeout) ?? 0, host = hosts.find((h) => streaming.includes(h) || streaming.includes(h.split('.').slice(0, 2).join('.')));
      if (timeout > 0 && host !== undefined) yield findingAt(from, `streams of '${host}' are cut off after ${timeText(timeout)}`, { help: 'give them a route without timeout' });
    }
  },
};
