import { findingAt, type Check } from './check';
import { fields, numberOf, textOf } from './parts/fields';
import { writtenRoutes } from './parts/written-routes';

/** Conditions that need something beside them which is not there. */
export const retryConditionsCanHold: Check = {
  code: 'MESH2211',
  title: 'each reason to retry can occur',
  severity: 'warning',
  docs: '`retriable-status-codes` means the codes that are listed beside it (`retryOn: retriable-status-codes,503`): without any it never holds. `retriable-headers` needs headers, which a VirtualService cannot name. Retries that are there for these reasons alone never happen.',
  *run({ world }) {
    for (const { fields: route, from } of writtenRoutes(world)) {
      const retries = fields(route.retries), written = textOf(retries?.retryOn);
      if (!retries || !written.includes('retriable-') || numberOf(retries.attempts) <= 0) continue;
      const on = written.split(',').map((t) => t.trim()).filter((t) => t !== '');
      const codes = on.some((t) => /^\d{3}$/.test(t));
      const idle = on.filter((t) => (t === 'retriable-status-codes' && !codes) || t === 'retriable-headers');
      if (idle.length > 0) yield findingAt(from, `${idle.join(' and ')} never ${idle.length === 1 ? 'holds' : 'hold'} here${idle.length === on.length ? ': nothing is tried again' : ''}`, { help: idle.includes('retriable-status-codes') ? 'list the codes: retryOn: 503,504' : 'remove it' });
    }
  },
};
