import { finding, type Check } from './check';
import { destinationRules } from './parts/destination-rules';
import { fields } from './parts/fields';
import { byHostOption, policiesOf } from './parts/policies';

const LIMITS = [['tcp', 'maxConnections', 'connections'], ['http', 'http1MaxPendingRequests', 'requests that wait'], ['http', 'http2MaxRequests', 'requests at a time']] as const;

/** A limit of one is a limit for nearly everybody. */
export const poolsLetRequestsThrough: Check = {
  code: 'MESH2207',
  title: 'the limits of a connection pool are above what is needed',
  severity: 'warning',
  docs: `Limits of a connection pool count for each proxy that calls, and for each of its targets. At the limit the proxy answers 503 by itself. A limit of 1, copied from a demonstration, refuses requests as soon as two come together; a limit of 0 is none: Istio takes
it as "not set", which is information.

Say how many requests a client sends at a time, and lower limits are found too: \`options: { MESH2207: { concurrency: { reviews.shop: 40 } } }\`.`,
  *run({ world, options }) {
    for (const rule of destinationRules(world).all) for (const { policy, field } of policiesOf(rule)) for (const [part, limit, what] of LIMITS) {
      const value: unknown = fields(fields(policy.connectionPool)?.[part])?.[limit];
      if (typeof value !== 'number') continue;
      const needed = byHostOption(options.concurrency, rule.host), at = `${field}.connectionPool.${part}.${limit}`;
      if (value === 0) yield finding(rule.object, at, `0 is no limit: Istio takes ${limit} as not set`, { severity: 'info', help: 'remove it, or write the limit' });
      else if (typeof needed === 'number' && limit !== 'http1MaxPendingRequests' && value < needed) yield finding(rule.object, at, `at most ${value} ${what} to '${rule.written}', a client sends up to ${needed}`, { help: `at least ${needed}` });
      else if (value === 1) yield finding(rule.object, at, `at most one of ${what} to '${rule.written}': the second gets 503`, { help: 'set it above what one client needs' });
    }
  },
};
