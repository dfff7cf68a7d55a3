import type { Provenance, World } from '../../effective';
import type { Fields } from './fields';
import { ruleLists, type RouteRule } from './route-rules';

/** An HTTP route with its rules; delegates merged. */
export interface WrittenRoute { readonly fields: Fields; readonly from: Provenance; readonly rules: readonly RouteRule[]; readonly hosts: readonly string[] }

/** Every HTTP route of the VirtualServices, each once: a delegate's route belongs to the first that delegates to it. */
export const writtenRoutes = (world: World): readonly WrittenRoute[] => world.part(readRoutes);
function readRoutes(world: World): readonly WrittenRoute[] {
  const seen = new Set<string>(), out: WrittenRoute[] = [];
  for (const { protocol, rules, hosts } of ruleLists(world)) if (protocol === 'http') for (let i = 0; i < rules.length;) {
    const first = rules[i], own: RouteRule[] = [];
    for (; i < rules.length && rules[i].route === first.route; i++) own.push(rules[i]);
    const at = first.routeFrom, key = `${at.object?.namespace}/${at.object?.name} ${at.field}`;
    if (!seen.has(key)) { seen.add(key); out.push({ fields: first.fields, from: at, rules: own, hosts }); }
  }
  return out;
}

/** `1500` as `1.5s`. */
export const timeText = (millis: number): string => (millis % 1000 === 0 || millis > 10_000 ? `${Math.round(millis / 100) / 10}s` : millis < 1000 ? `${millis}ms` : `${millis / 1000}s`);
