import type { BackendFact, DestinationFact, ExternalFacts, Origin, PortFacts, ServiceFacts } from '../model';
import { CODES } from './codes';
import type { Context } from './context';
import { backendPort, type PortHint } from './ports';
import type { Report } from './report';
import type { ResolvedBackend } from './resolved';

/** The thing a destination stands in. */
export function thingOf(ctx: Context, to: DestinationFact): ServiceFacts | ExternalFacts | undefined {
  return to.kind === 'external' ? ctx.index.external.get(to.external) : ctx.index.service.get(to.service);
}

type Share = { readonly of: string; readonly service?: ServiceFacts; readonly external?: ExternalFacts; readonly version?: string; readonly port: PortFacts; readonly part: number };

interface Meant { readonly to: DestinationFact; readonly port?: string; /** of 1 */ readonly part: number }
/** Endpoint sets a destination ends at, each with its part of 1. A service means its default rule. */
function sharesOf(ctx: Context, { to, port: named, part }: Meant, hint: PortHint, at: Origin, report?: Report): readonly Share[] {
  const thing = thingOf(ctx, to);
  if (!thing) {
    report?.(CODES.notInApp, at, `the destination ${to.kind === 'external' ? to.external : to.service} is not part of this app`);
    return [];
  }
  const port = backendPort(thing, named, hint, at, report);
  if (!port) return [];
  if ('resolution' in thing) return [{ of: `${thing.id} ${port.name}`, external: thing, port, part }];
  const share = (version: string | undefined, p: number): Share => ({ of: `${thing.id} ${port.name} ${version ?? ''}`, service: thing, version, port, part: p });
  if (to.kind === 'version') {
    if (!ctx.index.workload.get(thing.workload)?.versions.some((v) => v.name === to.version)) {
      report?.(CODES.unknownVersion, at, `${thing.name} has no version \`${to.version}\``, { help: `its versions are ${versionNames(ctx, thing).join(', ')}`, related: [thing.origin] });
      return [];
    }
    return [share(to.version, part)];
  }
  const split = to.kind === 'service' ? ctx.index.splitOf.get(thing.id) : undefined;
  if (!split) return [share(undefined, part)];
  const total = Object.values(split.weights).reduce((a, b) => a + b, 0);
  const known = versionNames(ctx, thing);
  return Object.entries(split.weights).filter(([version, w]) => w > 0 && known.includes(version)).map(([version, w]) => share(version, (part * w) / total));
}

export const versionNames = (ctx: Context, service: ServiceFacts): readonly string[] => ctx.index.workload.get(service.workload)?.versions.map((v) => v.name) ?? [];

/** One set of endpoints named twice is named once. */
function merge(shares: readonly Share[]): readonly Share[] {
  if (shares.length < 2) return shares;
  const merged = new Map<string, Share>();
  for (const s of shares) {
    const before = merged.get(s.of);
    merged.set(s.of, before ? { ...before, part: before.part + s.part } : s);
  }
  return [...merged.values()];
}

/** Whole percents that total 100: the largest remainders are rounded up, of equal ones the first. A share that would vanish is kept at 1 and reported. */
export function percents(parts: readonly number[]): { readonly weights: readonly number[]; readonly lost: boolean } {
  const total = parts.reduce((a, b) => a + b, 0);
  const exact = parts.map((p) => Math.round((p / total) * 1e8) / 1e6);
  const weights = exact.map(Math.floor);
  const order = exact.map((e, i) => ({ i, rest: e - weights[i]! })).sort((a, b) => b.rest - a.rest || a.i - b.i);
  for (let missing = 100 - weights.reduce((a, b) => a + b, 0), k = 0; missing > 0; missing--, k++) weights[order[k % order.length]!.i]!++;
  let lost = false;
  for (let i = 0; i < weights.length; i++) {
    if (weights[i]! > 0) continue;
    lost = true;
    weights[weights.indexOf(Math.max(...weights))]!--;
    weights[i] = 1;
  }
  return { weights, lost };
}

const asBackend = (s: Share, weight: number): ResolvedBackend =>
  (s.external ? { kind: 'external', external: s.external, port: s.port, weight } : { kind: 'service', service: s.service!, ...(s.version === undefined ? {} : { version: s.version }), port: s.port, weight });

/** The backends of a rule, with every split on the way multiplied in. */
export function resolveBackends(ctx: Context, backends: readonly BackendFact[], hint: PortHint, at: Origin, report?: Report): readonly ResolvedBackend[] {
  const total = backends.reduce((sum, b) => sum + b.weight, 0);
  if (backends.length > 1 && total !== 100) report?.(CODES.weights, at, `the weights of the backends total ${total}, not 100`, { help: `they are ${backends.map((b) => b.weight).join(', ')}: write the shares in percent` });
  const used = backends.length === 1 ? backends : backends.filter((b) => b.weight > 0);
  const shares = merge(used.flatMap((b) => sharesOf(ctx, { to: b.to, port: b.port, part: used.length === 1 ? 1 : b.weight / total }, hint, at, report)));
  if (shares.length === 1) return [asBackend(shares[0]!, 100)];
  if (shares.length === 0) return [];
  const { weights, lost } = percents(shares.map((s) => s.part));
  if (lost) {
    const least = shares.reduce((a, b) => (b.part < a.part ? b : a));
    report?.(CODES.lostShare, at, `${(least.external ?? least.service)!.name}${least.version === undefined ? '' : ` ${least.version}`} would get ${+(least.part * 100).toFixed(3)} % of the requests; the least is 1 %`, { help: 'name the versions and their weights in one place, or send it `endpoints`' });
  }
  return shares.map((s, i) => asBackend(s, weights[i]!));
}

/** The copies a mirror makes; percents may be fractions. */
export function resolveMirrors(ctx: Context, mirror: { readonly to: DestinationFact; readonly percent: number }, hint: PortHint, at: Origin, report?: Report): readonly { readonly to: ResolvedBackend; readonly percent: number }[] {
  return sharesOf(ctx, { to: mirror.to, part: 1 }, hint, at, report).map((s) => ({ to: asBackend(s, 100), percent: Math.round(mirror.percent * s.part * 1e6) / 1e6 }));
}
