import { KIND } from '../effective';
import { finding, type Check } from './check';
import { patchesOf } from './parts/envoy-patches';

/** Istio leaves such a patch out. */
export const envoyFiltersDoWhatTheySay: Check = {
  code: 'MESH2607',
  title: 'an operation of an EnvoyFilter suits what it is applied to',
  severity: 'error',
  equals: ['IST0152', 'IST0153', 'IST0154'],
  docs: 'REPLACE is for HTTP filters, network filters and virtual hosts; ADD and REMOVE are not for route configurations and HTTP routes. Elsewhere the patch has no effect, and nothing says so.',
  *run({ world }) {
    for (const object of world.objects.of(KIND.envoyFilter)) for (const { operation, applyTo, at } of patchesOf(object)) {
      const routes = applyTo === 'ROUTE_CONFIGURATION' || applyTo === 'HTTP_ROUTE';
      const code = operation === 'REPLACE' && !REPLACEABLE.has(applyTo) ? 'IST0152' : operation === 'ADD' && routes ? 'IST0153' : operation === 'REMOVE' && routes ? 'IST0154' : undefined;
      if (code) yield finding(object, `${at}.patch.operation`, `${operation} has no effect on ${applyTo}`, { help: operation === 'REPLACE' ? 'use MERGE, or REMOVE and ADD' : 'use MERGE, or patch the virtual host', equals: [code] });
    }
  },
};
const REPLACEABLE: ReadonlySet<string> = new Set(['HTTP_FILTER', 'NETWORK_FILTER', 'VIRTUAL_HOST']);
