import type { Place } from '../../diagnostics';
import type { Host, Workload } from '../../effective';
import type { CheckContext } from '../check';
import { items, textOf } from './fields';
import { selectedWorkloads } from './selected';

/** A call that somebody declared, in an app or in the option `calls`, to a host that is there. */
export interface DeclaredCall { readonly from: Workload; readonly to: Host; readonly host: string; readonly call?: Place }
export interface UnknownCall { readonly from: Workload; readonly to?: undefined; readonly host: string; readonly call?: Place }

export function declaredCalls(context: CheckContext): readonly DeclaredCall[] { return all(context).filter((c): c is DeclaredCall => c.to !== undefined); }
/** Calls to hosts that nobody declares. Only names outside of the mesh: those within are a matter of references. */
export function unknownHosts(context: CheckContext): readonly UnknownCall[] { return all(context).filter((c): c is UnknownCall => c.to === undefined && !c.host.endsWith(`.svc.${context.world.settings.clusterDomain}`)); }

function all({ world, declared, options }: CheckContext): readonly (DeclaredCall | UnknownCall)[] {
  const out: (DeclaredCall | UnknownCall)[] = [], { clusterDomain } = world.settings;
  const add = (from: Workload, host: string, call?: Place): void => { const to = world.hostsNamed(host)[0]; out.push({ from, host, ...(to && { to }), ...(call && { call }) } as DeclaredCall | UnknownCall); };
  if (declared) {
    const { index } = declared.resolved;
    for (const call of declared.model.calls) {
      const caller = index.workload.get(call.from), namespace = (id: string): string => index.namespace.get(id)?.name ?? '';
      if (!caller) continue;
      const service = call.to.kind === 'service' ? index.service.get(call.to.id) : undefined, external = call.to.kind === 'external' ? index.external.get(call.to.id) : undefined;
      const hosts = service ? [`${service.name}.${namespace(service.namespace)}.svc.${clusterDomain}`] : external?.hosts ?? [];
      for (const from of selectedWorkloads(world, caller.selector, namespace(caller.namespace))) for (const host of hosts) add(from, host, { path: call.origin.path, source: call.origin.source });
    }
  }
  for (const call of items(options.calls)) {
    const from = world.workload(textOf(call.from)), to = textOf(call.to), [name, namespace, more] = to.split('.');
    if (!from || to === '') continue;
    const full = `${name}.${namespace ?? from.namespace}.svc.${clusterDomain}`;
    add(from, world.hostsNamed(to).length > 0 || (more !== undefined && world.hostsNamed(full).length === 0) ? to : world.hostsNamed(full).length > 0 || namespace === undefined ? full : to);
  }
  return out;
}
