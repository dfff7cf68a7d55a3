import { policyKinds } from '../../model';
import type { GatewayFacts, PolicyFacts } from '../../model';
import type { Context } from '../context';
import { CODES } from '../codes';
import { kindOf, misfit, type AnyKind } from '../policies';
import type { Report } from '../report';
import { writesAt } from '../server-policies';
import { isGateway, isService, ownerOf, stepsOf, type Subject } from '../subject';
import { variable } from '../spelling';

const GATEWAY_KINDS = policyKinds.filter((k) => k.covers.includes('gateway')).map((k) => k.kind);

/** What policies cover, kind by kind as their descriptors say. */
export function policies(ctx: Context, report: Report): void {
  const { index } = ctx;
  let routed: ReadonlySet<string> | undefined;
  for (const { kind, level, id, policies: list } of ctx.policies.covered()) {
    const descriptor = kindOf(kind);
    if (!descriptor) continue;
    const thing: Subject | undefined = level === 'group' ? undefined : index[level === 'version' ? 'service' : level].get(id);
    if (!descriptor.covers.includes(level)) for (const p of list) report(CODES.wrongCover, p.origin, `${kind} cannot cover ${level === 'external' ? 'an external service' : `a ${level}`}`, { help: `it covers ${descriptor.covers.join(', ')}` });
    if (list.length > 1 && (descriptor.combine === 'replace' || descriptor.key)) duplicates(list, id, partsOf(descriptor), report);
    if (!thing) continue;
    if ('manage' in thing && thing.manage === 'policies' && !descriptor.covers.includes('gateway')) for (const p of list) report(CODES.namespaceNotOwned, p.origin, `namespace ${thing.name} is owned for gateway policies only, ${kind} would hold for all of it`, { help: 'own it: { manage: \'label\' }', related: [thing.origin] });
    for (const p of list) {
      if (ownerOf(thing) !== p.mesh) {
        if (descriptor.side !== 'client') report(CODES.foreignServerPolicy, p.origin, `${kind} is of the server's side: ${p.mesh} cannot declare it for ${id}, which belongs to ${ownerOf(thing)}`, { help: `declare it in ${ownerOf(thing)}`, related: [thing.origin] });
        else if ((level === 'service' || level === 'version' || level === 'external') && !(index.callsTo.get(id) ?? []).some((c) => c.mesh === p.mesh) && !(routed ??= routedTo(ctx)).has(`${p.mesh} ${id}`)) {
          report(CODES.idlePolicy, p.origin, `${kind} covers the calls of ${p.mesh} to ${id}, and there is none`, { help: 'declare the call', related: [thing.origin] });
        }
      }
      if (level !== 'service' && level !== 'version' && level !== 'external' && level !== 'gateway') continue;
      const name = isService(thing) || isGateway(thing) || 'name' in thing ? thing.name : id;
      const why = misfit(descriptor, thing);
      if (why === 'http') report(CODES.httpPolicyOnTcp, p.origin, `${kind} is about requests, and ${name} speaks no HTTP`, { help: 'declare an HTTP port, or leave the policy out', related: [thing.origin] });
      if (why === 'headless') report(CODES.headlessPolicy, p.origin, `${kind} needs the proxy to choose an endpoint, and ${name} is headless: its clients connect to the pod they chose`, { related: [thing.origin] });
      if (isGateway(thing) && !writesAt(ctx, thing) && ownerOf(thing) === p.mesh) {
        report(CODES.gatewayNamespace, p.origin, `${kind} for the gateway ${name} would live in namespace ${thing.namespaceName}, which ${thing.mesh} does not own`, { help: `new MeshNamespace(${variable(index.mesh.get(thing.mesh)!)}, '${thing.namespaceName}', { manage: 'policies' })`, related: [thing.origin] });
      }
    }
  }
  for (const gateway of ctx.model.gateways) if (!writesAt(ctx, gateway)) inheritedAt(ctx, gateway, report);
}

/** What the gateways' routes of each mesh send requests to: a policy of that mesh covers these too. */
function routedTo(ctx: Context): ReadonlySet<string> {
  const found = new Set<string>();
  for (const r of ctx.model.routes) {
    if (r.parent.kind === 'gateway') for (const x of r.rules) if (x.action.kind === 'forward') for (const b of x.action.backends) found.add(`${r.mesh} ${b.to.kind === 'external' ? b.to.external : b.to.service}`);
  }
  return found;
}

/** What of it can be said once: the whole, a section, or what its key names. */
const partsOf = (kind: AnyKind) => (p: PolicyFacts): readonly string[] => {
  if (p.value === 'off') return [''];
  if (kind.key) return [kind.key(p.value)];
  return kind.sections ? Object.keys(p.value as object).filter((k) => (p.value as Record<string, unknown>)[k] !== undefined) : [''];
};

/** Two that replace each other at one level have no winner; judged per mesh, version and section. */
function duplicates(list: readonly PolicyFacts[], id: string, parts: (p: PolicyFacts) => readonly string[], report: Report): void {
  const first = new Map<string, PolicyFacts>();
  for (const p of list) {
    const versions = p.covers.flatMap((c) => (c.id !== id ? [] : [c.level === 'version' ? c.version : '']));
    for (const key of new Set(versions.flatMap((v) => parts(p).map((part) => `${p.mesh} ${v} ${part}`)))) {
      const other = first.get(key);
      if (!other) first.set(key, p);
      else if (other !== p) report(CODES.duplicatePolicy, p.origin, `${p.kind} covers ${id} twice: ${other.origin.path} and ${p.origin.path}`, { help: 'keep one of them, or declare one at another level', related: [other.origin] });
    }
  }
}

/** What a gateway would inherit, but cannot be given. */
function inheritedAt(ctx: Context, gateway: GatewayFacts, report: Report): void {
  for (const { level, id } of stepsOf(gateway)) {
    if (level === 'gateway') continue;
    for (const kind of GATEWAY_KINDS) {
      for (const p of ctx.policies.on(kind, level, id)) {
        if (p.mesh !== gateway.mesh) continue;
        report(CODES.gatewayNamespace, p.origin, `${kind} does not reach the gateway ${gateway.name}: ${gateway.mesh} does not own namespace ${gateway.namespaceName}`, {
          severity: 'warning', help: `new MeshNamespace(${variable(ctx.index.mesh.get(gateway.mesh)!)}, '${gateway.namespaceName}', { manage: 'policies' })`, related: [gateway.origin],
        });
      }
    }
  }
}
