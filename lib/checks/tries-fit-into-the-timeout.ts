import { millisOf } from '../effective/istio/duration';
import { findingAt, type Check } from './check';
import { fields, numberOf } from './parts/fields';
import { timeText, writtenRoutes } from './parts/written-routes';

/** A try that may take as long as the whole request leaves no time for a second one. */
export const triesFitIntoTheTimeout: Check = {
  code: 'MESH2201',
  title: 'one try is shorter than the timeout of the request',
  severity: 'error',
  docs: `\`timeout\` is for the request with all of its tries, \`retries.perTryTimeout\` for one, the first included. Where a try may take as long as the request, a slow answer is never tried again: the request is over first. Tries after a failure that comes at once still happen.

Equal times are a warning: without \`perTryTimeout\`, a try has the time of the request anyway.`,
  *run({ world }) {
    for (const { fields: route, from } of writtenRoutes(world)) {
      const timeout = millisOf(route.timeout) ?? 0, retries = fields(route.retries), perTry = millisOf(retries?.perTryTimeout) ?? 0;
      if (timeout <= 0 || perTry <= 0 || numberOf(retries?.attempts) <= 0 || perTry < timeout) continue;
      yield findingAt(from, `one try may take ${timeText(perTry)}, the whole request ${timeText(timeout)}: a slow answer is never tried again`, { severity: perTry === timeout ? 'warning' : 'error', help: `for ${numberOf(retries?.attempts)} more tries: perTryTimeout ${timeText(Math.max(1, Math.floor(timeout / (numberOf(retries?.attempts) + 1))))}, or a longer timeout` });
    }
  },
};
