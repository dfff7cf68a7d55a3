import type { ExternalFacts, ServiceFacts, WorkloadFacts } from '../model';
import type { Context } from './context';
import type { Flows } from './flows';
import { portsOfRequest, requestsOf } from './pieces';
import type { Reach } from './resolved';

/** By id, each once. */
const once = <T extends { readonly id: string }>(list: T[]): readonly T[] => (list.length < 2 ? list : list.sort((a, b) => (a.id < b.id ? -1 : 1)).filter((x, i) => x !== list[i - 1]));

/** What a workload's proxy must know of: the hosts it calls, and what their rules send on to. */
export function reachOf(ctx: Context, flows: Flows, workload: WorkloadFacts): Reach {
  const services: ServiceFacts[] = [], externals: ExternalFacts[] = [];
  let kubernetesApi = false;
  for (const { to, only } of ctx.index.callsFrom.get(workload.id) ?? []) {
    if (to.kind === 'kubernetes-api') { kubernetesApi = true; continue; }
    if (to.kind === 'external') {
      const external = ctx.index.external.get(to.id);
      if (external) externals.push(external);
      continue;
    }
    const service = ctx.index.service.get(to.id);
    if (!service) continue;
    services.push(service);
    if (!flows.of(service)) continue;
    for (const request of requestsOf(only)) {
      for (const port of portsOfRequest(request, service.ports)) {
        for (const { to: end } of flows.follow(service, port, request, workload.id)) {
          if (end.service) services.push(end.service);
          else externals.push(end.external);
        }
      }
    }
  }
  return { services: once(services), externals: once(externals), kubernetesApi };
}
