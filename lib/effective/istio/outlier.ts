import type { Outlier } from '../mesh';
import type { Sourced } from '../provenance';
import { millisOf } from './duration';
import { numberOf, type Fields } from './fields';

/** When an endpoint is left alone for a while. A condition that is left out has Envoy's own value: five errors of the server, none of gateways alone. */
export function outlierOf(block: Sourced<Fields> | undefined): Sourced<Outlier> | undefined {
  if (!block) return undefined;
  const o = block.value, split = o.splitExternalLocalOriginErrors === true;
  const count = (value: unknown, left: number): number => (value === undefined || value === null ? left : numberOf(value));
  return {
    value: {
      consecutive5xx: count(o.consecutive5xxErrors, 5), consecutiveGatewayErrors: count(o.consecutiveGatewayErrors, 0),
      ...(split && { splitLocalErrors: true, consecutiveLocalFailures: numberOf(o.consecutiveLocalOriginFailures) || 5 }),
      interval: millisOf(o.interval) ?? 10_000, baseEjection: millisOf(o.baseEjectionTime) ?? 30_000, maxEjectionPercent: numberOf(o.maxEjectionPercent) || 10, minHealthPercent: numberOf(o.minHealthPercent),
    },
    from: block.from,
  };
}
