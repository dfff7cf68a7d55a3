import { millisOf } from '../effective/istio/duration';
import { findingAt, type Check } from './check';
import { fields, numberOf } from './parts/fields';
import { timeText, writtenRoutes } from './parts/written-routes';

/** Tries that the timeout cuts off are never made. */
export const allTriesFitIntoTheTimeout: Check = {
  code: 'MESH2202',
  title: 'all tries fit into the timeout of the request',
  severity: 'warning',
  docs: `\`(1 + attempts) × perTryTimeout\` is longer than \`timeout\`: when answers are slow, the last tries are never made, or are cut off while the server works on them. Between tries the proxy waits as well (\`backoff\`, 25 ms at first).`,
  *run({ world }) {
    for (const { fields: route, from } of writtenRoutes(world)) {
      const timeout = millisOf(route.timeout) ?? 0, retries = fields(route.retries), perTry = millisOf(retries?.perTryTimeout) ?? 0, attempts = numberOf(retries?.attempts);
      if (timeout <= 0 || perTry <= 0 || attempts <= 0 || perTry >= timeout || (1 + attempts) * perTry <= timeout) continue;
      yield findingAt(from, `${1 + attempts} tries of ${timeText(perTry)} take ${timeText((1 + attempts) * perTry)}, the request has ${timeText(timeout)}: ${Math.floor(timeout / perTry)} fit`, { help: `attempts: ${Math.floor(timeout / perTry) - 1}, perTryTimeout: ${timeText(Math.floor(timeout / (1 + attempts)))}, or timeout: ${timeText((1 + attempts) * perTry)}` });
    }
  },
};
