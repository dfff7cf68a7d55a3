import { isAt, nameOf, namesOf, versionsOf, type Reachable } from '../names';
import { behaviour } from '../verdict';

/** Every share ends at this destination. */
export const toReach = behaviour((outcome, _request, to: Reachable) => ({
  pass: outcome.kind === 'delivered' && outcome.deliveries.length > 0 && outcome.deliveries.every((d) => isAt(d, to)), wanted: `to reach ${nameOf(to)}`,
}));

/** Every share arrives somewhere. */
export const toBeDelivered = behaviour((outcome) => ({ pass: outcome.kind === 'delivered', wanted: 'to be delivered' }));

/** Shares by their names, as weights: versions, services, workloads. What a fault cuts off is left out. */
export const toSplit = behaviour((outcome, request, weights: Readonly<Record<string, number>>) => {
  const { weightsText } = shares;
  const total = Object.values(weights).reduce((sum, w) => sum + w, 0);
  const versions = versionsOf(request.scope), wanted = Object.keys(weights);
  const found = new Map<string, number>(), sum = outcome.deliveries.reduce((s, d) => s + d.share, 0);
  for (const delivery of outcome.deliveries) {
    const names = namesOf(delivery, versions);
    const name = names.find((n) => wanted.includes(n)) ?? names[0];
    found.set(name, (found.get(name) ?? 0) + (delivery.share * 100) / sum);
  }
  const arrives = outcome.deliveries.length > 0 && outcome.deliveries.every((d) => d.outcome === 'delivered');
  const same = total > 0 && [...new Set([...wanted, ...found.keys()])].every((name) => Math.abs((found.get(name) ?? 0) - ((weights[name] ?? 0) * 100) / total) < 0.01);
  return { pass: arrives && same, wanted: `to be split ${weightsText(Object.entries(weights).map(([n, w]): [string, number] => [n, (w * 100) / (total || 1)]))}`, ...(arrives && !same && { found: `it is ${weightsText([...found])}` }) };
});
const shares = {
  percent: (share: number): string => `${Math.round(share * 100) / 100} %`,
  weightsText: (list: readonly (readonly [string, number])[]): string => list.map(([name, share]) => `${shares.percent(share)} ${name}`).join(', '),
};

/** Copies go to this destination; the percentage, if one is given. */
export const toBeMirroredTo = behaviour((outcome, _request, to: Reachable, percent?: number) => {
  const copies = outcome.mirrors.filter((m) => isAt({ target: m.target, share: 100, workloads: m.workloads, outcome: 'delivered', tls: 'unknown', trace: [] }, to));
  const text = outcome.mirrors.map((m) => `${shares.percent(m.percent)} to ${m.target.host}`).join(', ');
  return { pass: copies.some((m) => percent === undefined || m.percent === percent), wanted: `to be mirrored to ${nameOf(to)}${percent === undefined ? '' : ` (${shares.percent(percent)})`}`, found: outcome.mirrors.length === 0 ? 'nobody gets a copy' : `copies go ${text}` };
});

/** What goes over the wire to every destination: mutual TLS of the mesh or TLS; one of them, if it is named. */
export const toBeEncrypted = behaviour((outcome, _request, by?: 'mutual TLS' | 'TLS') => {
  const found = [...new Set(outcome.deliveries.map((d) => d.tls))];
  return {
    pass: found.length > 0 && found.every((tls) => (by === undefined ? tls === 'mutual TLS' || tls === 'TLS' : tls === by)), wanted: `to be encrypted${by === undefined ? '' : ` by ${by}`}`,
    ...(found.length > 0 && { found: `it is sent ${found.map((tls) => (tls === 'plaintext' ? 'in plaintext' : `over ${tls}`)).join(' and ')}` }),
  };
});
