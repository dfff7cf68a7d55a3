import { any, describe, text } from '../effective';
import { implies, satisfiable } from '../effective/reason';
import { retriesOf } from '../effective/istio/retries';
import { defaultOf } from '../effective/objects';
import { findingAt, type Check } from './check';
import { fields } from './parts/fields';
import { writtenRoutes } from './parts/written-routes';

const WRITES = any(['POST', 'PATCH'].map((value) => text({ on: 'method' }, { kind: 'exact', value })));
/** After these the server has seen nothing of the request. */
const HARMLESS = new Set(['connect-failure', 'refused-stream', 'reset-before-request', 'http3-post-connect-failure', 'envoy-ratelimited']);

/** A request that changes something is sent again after the server may have done it. */
export const writesAreNotRepeated: Check = {
  code: 'MESH2205',
  title: 'requests that change something are not sent again',
  severity: 'warning',
  docs: `A rule for POST or PATCH retries on conditions that do not say whether the server did its work: \`5xx\`, \`reset\`, \`503\`, \`cancelled\` … An order is placed twice, a payment made twice. Use \`connect-failure,refused-stream\` only, or \`attempts: 0\`, or make the operation
idempotent and accept the finding with that reason.

**Without any \`retries\` Istio tries twice more**, on 503 too: for such a rule that is information.`,
  *run({ world }) {
    for (const { fields: route, from, rules } of writtenRoutes(world)) {
      if (fields(route.redirect) || fields(route.directResponse) || route.route === undefined || !rules.every((r) => r.when.op !== 'always' && satisfiable(r.when) !== false && implies(r.when, WRITES) === true)) continue;
      const retries = retriesOf(route.retries, () => defaultOf('route'), world.settings, false);
      const risky = retries.value.on.filter((c) => !HARMLESS.has(c)), implicit = fields(route.retries) === undefined;
      if (retries.value.attempts === 0 || risky.length === 0) continue;
      yield findingAt(from, `${describe(rules[0].when)}: sent up to ${1 + retries.value.attempts} times, after ${risky.join(', ')}${implicit ? ', by default' : ''}`, { severity: implicit ? 'info' : 'warning', help: 'retries: { attempts: 0 }, or retryOn: connect-failure,refused-stream' });
    }
  },
};
