import type { Target } from '../../../lib/effective';
import type { Outcome } from '../../../lib/simulate/outcome';
import type { Arrived } from './echo';
import type { Answer } from './client';
import type { Clusters } from './outbound';

export const clusterName = (t: Target): string => `outbound|${t.port}|${t.subset ?? ''}|${t.host}`;

/** What Envoy did with a probe. */
export interface Seen { readonly answer: Answer; readonly arrived: readonly Arrived[] }

/** Headers that the path itself adds, whatever the route says. */
const PLUMBING = /^(host|x-forwarded-.*|x-request-id|x-envoy-.*|x-b3-.*|connection|transfer-encoding|content-length|x-probe|x-random|x-fail|x-wait|te|via|user-agent|accept|x-base|content-type|date|server|keep-alive|location|vary)$/;

/** Ways in which what Envoy did differs from what the simulator said. `share`: the one that the probe's number picked. */
export function differences(outcome: Outcome, seen: Seen, clusters: Clusters, share: number, knows: (host: string) => boolean): string[] {
  const out: string[] = [];
  const equal = (what: string, wanted: unknown, found: unknown) => { if (String(wanted) !== String(found)) out.push(`${what}: simulated ${String(wanted)}, Envoy ${String(found)}`); };
  const own = seen.arrived.filter((a) => !isShadow(a));
  if (outcome.deliveries.length === 0) {
    equal('arrivals', 0, own.length);
    equal('status', outcome.status, seen.answer.status);
    if (outcome.kind === 'redirected') equal('location', outcome.location, seen.answer.headers.location);
    if (outcome.body !== undefined) equal('body', outcome.body, seen.answer.body);
    return out;
  }
  const delivery = outcome.deliveries[share];
  // What nobody declared goes out to the address that was dialled.
  const name = knows(delivery.target.host) ? clusterName(delivery.target) : 'PassthroughCluster';
  if (own.length === 0) return [`simulated ${name}, Envoy answers ${seen.answer.status} ${seen.answer.error ?? ''}`];
  equal('cluster', name, clusters.nameAt(own[0].at));
  if (delivery.request) {
    equal('method', delivery.request.method, own[0].method);
    equal('path', delivery.request.target, own[0].target);
    equal('host', delivery.request.authority, own[0].headers.host);
    for (const [name, value] of Object.entries(delivery.request.headers)) if (!PLUMBING.test(name)) equal(`header ${name}`, value, own[0].headers[name]);
    for (const name of Object.keys(own[0].headers)) if (!PLUMBING.test(name) && delivery.request.headers[name] === undefined) out.push(`header ${name}: not simulated, Envoy sends ${String(own[0].headers[name])}`);
  }
  for (const mirror of outcome.mirrors) if (mirror.percent >= 100) {
    const name = clusterName(mirror.target);
    if (!seen.arrived.some((a) => isShadow(a) && clusters.nameAt(a.at) === name)) out.push(`mirror: simulated ${name}, no copy arrived there`);
  }
  if (outcome.mirrors.length === 0 && seen.arrived.some(isShadow)) out.push('mirror: none simulated, a copy arrived');
  for (const change of delivery.responseHeaders ?? []) {
    for (const [name, value] of Object.entries(change.set)) equal(`response header ${name}`, value, seen.answer.headers[name.toLowerCase()]);
    for (const [name, value] of Object.entries(change.add)) if (!String(seen.answer.headers[name.toLowerCase()] ?? '').includes(value)) out.push(`response header ${name}: simulated ${value}, Envoy ${String(seen.answer.headers[name.toLowerCase()])}`);
    for (const name of change.remove) if (name.toLowerCase() === 'x-base' && seen.answer.headers['x-base'] !== undefined) out.push('response header x-base: simulated removed, Envoy keeps it');
  }
  return out;
}

const isShadow = (a: Arrived): boolean => /-shadow(:\d+)?$/.test(a.headers.host ?? '');
