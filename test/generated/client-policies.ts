import { Duration } from 'cdk8s';
import { Algorithm, CircuitBreaker, ConnectionPool, FaultInjection, HttpMatch, LoadBalancing, OutlierDetection, RetryPolicy, TimeoutPolicy, type RetryOn } from '../../lib';
import type { Outside } from './part';
import type { Pick } from './pick';
import type { Made } from './services';

const seconds = (p: Pick, min: number, max: number) => Duration.seconds(p.int(min, max));
export const retryOptions = (p: Pick) => ({
  attempts: p.int(1, 4),
  ...(p.chance(50) ? { perTryTimeout: Duration.millis(p.int(1, 9) * 100) } : {}),
  ...(p.chance(60) ? { on: p.some<RetryOn>(['5xx', 'reset', 'connect-failure', 503, 'unavailable', 'gateway-error'], 50) } : {}),
  ...(p.chance(20) ? { backoff: Duration.millis(50) } : {}),
});
const retries = (p: Pick) => {
  const options = retryOptions(p);
  return options.on && !options.on.length ? { attempts: options.attempts } : options;
};
/** Longer than any per-try timeout above. */
export const longTimeout = (p: Pick) => Duration.seconds(p.int(5, 60));

export function fault(p: Pick) {
  const delay = { delay: { by: seconds(p, 1, 5), percent: p.one([1, 50, 100, 0.5]) } };
  const abort = { abort: { ...p.one([{ status: 500 }, { status: 503 }, { status: 429 }, { grpcStatus: 'UNAVAILABLE' }]), percent: p.one([10, 100]) } };
  return p.one([delay, abort, { ...delay, ...abort }]);
}

export function pool(p: Pick) {
  const all = {
    ...(p.chance(50) ? { maxConnections: p.int(1, 1000) } : {}), ...(p.chance(40) ? { connectTimeout: seconds(p, 1, 9) } : {}), ...(p.chance(40) ? { maxPendingRequests: p.int(1, 500) } : {}),
    ...(p.chance(40) ? { maxRequests: p.int(1, 500) } : {}), ...(p.chance(30) ? { idleTimeout: seconds(p, 30, 300) } : {}), ...(p.chance(30) ? { maxRequestsPerConnection: p.int(1, 100) } : {}),
  };
  return Object.keys(all).length ? all : { maxConnections: 10 };
}
export const outlier = (p: Pick) => ({
  consecutive5xx: p.int(1, 10), ...(p.chance(50) ? { ejectFor: seconds(p, 5, 60) } : {}), ...(p.chance(50) ? { interval: seconds(p, 1, 30) } : {}), ...(p.chance(40) ? { maxEjectedPercent: p.one([10, 50, 100]) } : {}),
});
export const balancing = (p: Pick) => p.one([
  { algorithm: Algorithm.roundRobin }, { algorithm: Algorithm.random }, { algorithm: Algorithm.leastRequest, warmup: Duration.seconds(30) },
  { algorithm: Algorithm.hash({ header: 'x-user' }) }, { algorithm: Algorithm.hash({ cookie: 'session', ttl: Duration.hours(1) }) }, { algorithm: Algorithm.hash({ sourceIp: true as const }) }, { algorithm: Algorithm.hash({ query: 'user' }) },
]);

/** Where client policies are declared: what it speaks, and whether other things inherit them. */
interface ClientScope { readonly http: boolean; readonly headless?: boolean; readonly wide?: boolean }

/** Policies that follow a destination: inherited wherever they are declared. */
export function clientPolicies(scope: any, p: Pick, id: string, percent: number, { http, headless = false, wide = false }: ClientScope): void {
  if (http && p.chance(percent)) new RetryPolicy(scope, `${id}-retries`, p.chance(15) ? { off: true } : retries(p));
  if (http && p.chance(percent)) new TimeoutPolicy(scope, `${id}-timeout`, p.chance(10) ? { off: true } : { request: longTimeout(p) });
  if (p.chance(percent / 3)) new CircuitBreaker(scope, `${id}-breaker`, { maxConnections: p.int(1, 50), ...(headless ? {} : { consecutive5xx: p.int(1, 9), ejectFor: seconds(p, 10, 60) }) });
  else if (p.chance(percent)) new ConnectionPool(scope, `${id}-pool`, p.chance(10) ? { off: true } : pool(p));
  else if (!headless && p.chance(percent)) {
    // Failover needs an outlier detection, which a narrower policy could switch off.
    const failover = !wide && p.chance(40);
    new OutlierDetection(scope, `${id}-outlier`, !failover && p.chance(15) ? { off: true } : outlier(p));
    if (failover) { new LoadBalancing(scope, `${id}-failover`, { failover: [{ from: 'eu-west', to: 'eu-central' }], ...(p.chance(50) ? balancing(p) : {}) }); return; }
  }
  if (!headless && p.chance(percent)) new LoadBalancing(scope, `${id}-lb`, p.chance(10) ? { off: true } : balancing(p));
}

export function externalPolicies({ external, http }: Outside, p: Pick, id: string): void { clientPolicies(external, p, id, 30, { http }); }

export function faults(made: Made, p: Pick, id: string): void {
  if (!made.http.length) return;
  new FaultInjection(made.service, id, { ...fault(p), ...(p.chance(70) ? { matches: [p.one([HttpMatch.header('x-chaos').exact('on'), HttpMatch.cookie('chaos').present(), HttpMatch.header('x-chaos').regex('on|yes').method('GET')])] } : {}) });
}
