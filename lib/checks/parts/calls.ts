import { isHttp, type Forward, type Host, type Provenance, type Rule, type Sourced, type Retries, type Workload } from '../../effective';
import { push } from '../../manifests/maps';
import type { CheckContext } from '../check';
import { fields, items, textOf } from './fields';
import { selectedWorkloads } from './selected';

/** Who calls whom, with what the caller's proxy does with such requests. */
export interface CallEdge {
  readonly from: Workload;
  readonly to: Host;
  /** Workloads that answer. */
  readonly servers: readonly Workload[];
  readonly forwards: readonly { readonly action: Forward; readonly from: Provenance }[];
}

/**
 * Calls that are known: those that were declared, those that an option names (`calls: [{ from: shop/web, to: reviews.shop }]`), and those of gateways, which their routes say.
 * Nothing is guessed: that somebody could call is not that they do.
 */
export function callsOf(context: CheckContext): readonly CallEdge[] {
  const out = new Map<string, CallEdge>();
  const add = (from: Workload, to: Host, forwards: CallEdge['forwards']): void => { const key = `${from.id} ${to.name}`; if (!out.has(key)) out.set(key, { from, to, servers: context.world.workloadsBehind(to), forwards }); };
  for (const { from, to } of pairsOf(context)) if (from.proxy === 'sidecar') add(from, to, forwardsOf(context, from, to));
  for (const w of context.world.workloads) if (w.proxy === 'gateway') {
    const byHost = new Map<Host, { action: Forward; from: Provenance }[]>();
    for (const rule of gatewayRules(context, w)) if (rule.action.kind === 'forward') for (const share of rule.action.to) {
      const host = context.world.hostsNamed(share.to.host)[0];
      if (host) push(byHost, host, { action: rule.action, from: rule.from });
    }
    for (const [host, forwards] of byHost) add(w, host, forwards);
  }
  return [...out.values()];
}

function* gatewayRules({ mesh }: CheckContext, w: Workload): Iterable<Rule> {
  for (const listener of mesh.gateway(w).listeners) for (const server of listener.servers) for (const virtualHost of server.http?.all() ?? []) yield* virtualHost.rules;
}

/** What a sidecar does with requests for a host. */
function forwardsOf({ mesh }: CheckContext, from: Workload, to: Host): CallEdge['forwards'] {
  const client = mesh.client(from);
  return to.ports.filter((p) => isHttp(p.protocol) || p.protocol === 'auto').flatMap((p) => (client.http(p.number)?.find(to.name)?.rules ?? []).flatMap((r) => (r.action.kind === 'forward' ? [{ action: r.action, from: r.from }] : [])));
}

export function* pairsOf({ world, declared, options }: CheckContext): Iterable<{ readonly from: Workload; readonly to: Host }> {
  const { clusterDomain } = world.settings;
  const host = (name: string, namespace: string): Host | undefined => world.hostsNamed(`${name}.${namespace}.svc.${clusterDomain}`)[0];
  if (declared) {
    const { index } = declared.resolved;
    for (const call of declared.model.calls) {
      const caller = index.workload.get(call.from), callee = call.to.kind === 'service' ? index.service.get(call.to.id) : undefined;
      const to = callee && host(callee.name, index.namespace.get(callee.namespace)?.name ?? '');
      if (caller && to) for (const from of selectedWorkloads(world, caller.selector, index.namespace.get(caller.namespace)?.name)) yield { from, to };
    }
  }
  for (const call of items(options.calls)) {
    const from = world.workload(textOf(call.from)), [name, namespace] = textOf(call.to).split('.'), to = fields(call) && (world.hostsNamed(textOf(call.to))[0] ?? (namespace === undefined ? undefined : host(name, namespace)));
    if (from && to) yield { from, to };
  }
}

/** Tries of one request at most, and the policy that says so. */
export function triesOf(edge: CallEdge): { readonly tries: number; readonly retries?: Sourced<Retries> } {
  let most: Sourced<Retries> | undefined;
  for (const { action } of edge.forwards) if (most === undefined || action.retries.value.attempts > most.value.attempts) most = action.retries;
  return most === undefined ? { tries: 1 } : { tries: 1 + most.value.attempts, retries: most };
}
