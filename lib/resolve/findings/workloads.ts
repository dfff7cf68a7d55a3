import type { AnyPolicyKind, CallFacts, ServiceFacts, WorkloadFacts } from '../../model';
import { policyKinds } from '../../model';
import { CODES } from '../codes';
import type { Context } from '../context';
import { groupBy } from '../index-model';
import { isHttp } from '../ports';
import type { Report } from '../report';

/** Identities and pods that several things share. */
export function workloads(ctx: Context, report: Report): void {
  for (const [, group] of groupBy(ctx.model.workloads, (w) => (w.meshed ? `${w.namespace} ${w.serviceAccount}` : undefined))) if (group.length > 1) sameRights(ctx, group, report);
  for (const [id, services] of ctx.index.servicesOf) if (services.length > 1) agree(ctx, ctx.index.workload.get(id), services, report);
}

function sameRights(ctx: Context, group: readonly WorkloadFacts[], report: Report): void {
  const [first, ...others] = group;
  const rights = rightsOf(ctx, first!);
  for (const w of others) {
    if (rightsOf(ctx, w) === rights) continue;
    report(CODES.sharedServiceAccount, w.origin, `${w.name} and ${first!.name} run as the ServiceAccount ${w.serviceAccount}, but call different things: each would have the rights of both`, { help: `give ${w.name} a ServiceAccount of its own`, related: [first!.origin] });
  }
}
const rightsOf = (ctx: Context, w: WorkloadFacts): string => (ctx.index.callsFrom.get(w.id) ?? []).map((c: CallFacts) => JSON.stringify([c.to, c.only])).sort().join();

/** Services in front of the same pods must agree where a policy cannot tell them apart. */
function agree(ctx: Context, workload: WorkloadFacts | undefined, services: readonly ServiceFacts[], report: Report): void {
  if (!workload) return;
  for (let i = 1; i < services.length; i++) {
    for (let j = 0; j < i; j++) {
      const a = services[j]!, b = services[i]!;
      const shared = a.ports.filter((p) => b.ports.some((q) => q.containerPort === p.containerPort));
      for (const p of shared) {
        const q = b.ports.find((x) => x.containerPort === p.containerPort)!;
        if (isHttp(p) !== isHttp(q)) report(CODES.sharedPodsDisagree, b.origin, `${a.name} says that container port ${p.containerPort} speaks ${p.protocol}, ${b.name} says ${q.protocol}`, { related: [a.origin] });
        const [m, n] = [a, b].map((s) => { const e = ctx.policies.effective('MtlsPolicy', s)?.value; return e === 'off' || !e ? undefined : e.ports[(s === a ? p : q).name] ?? e.mode; });
        if (m !== n) report(CODES.sharedPodsDisagree, b.origin, `${a.name} and ${b.name} share container port ${p.containerPort}, but have different mTLS modes there (${m ?? 'the namespace\'s'}, ${n ?? 'the namespace\'s'})`, { help: 'cover both with one policy', related: [a.origin] });
      }
      for (const kind of policyKinds) {
        if (kind.side !== 'server' || (!('wholeWorkload' in kind && kind.wholeWorkload) && shared.length === 0) || kind.combine === 'replace' && !kind.sections) continue;
        if (kind.ports === 'http' && !(a.ports.some(isHttp) && b.ports.some(isHttp)) && shared.length === 0) continue;
        const [x, y] = [a, b].map((s) => idsOf(ctx, kind.kind, s));
        if (x !== y) report(CODES.sharedPodsDisagree, b.origin, `${a.name} and ${b.name} have the same pods, but not the same ${kind.kind}, which ${kind.wholeWorkload ? 'holds for whole pods' : `cannot be told apart on container port ${shared[0]!.containerPort}`}`, { help: `let one ${kind.kind} cover both: appliesTo: [${a.name}, ${b.name}]`, related: [a.origin] });
      }
    }
  }
}
function idsOf(ctx: Context, kind: AnyPolicyKind['kind'], s: ServiceFacts): string {
  const descriptor = policyKinds.find((k) => k.kind === kind)!;
  if (descriptor.combine === 'replace') return JSON.stringify(ctx.policies.effective(kind, s)?.value ?? null);
  return ctx.policies.all(kind, s).map((p) => p.id).sort().join();
}
