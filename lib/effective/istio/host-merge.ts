import type { Host } from '../mesh';
import { KIND } from '../objects';
import { fields, textMap, texts } from './fields';
import type { World } from './world';

/** What a name means that two hosts have: a Service stands before a ServiceEntry; ServiceEntries of one namespace that are alike in all else add their ports up; else the first counts. */
export function mergeHosts(world: World, found: Host | undefined, host: Host): Host {
  if (!found || found === host) return host;
  if (found.kind !== host.kind) return found.kind === 'Service' ? found : host;
  const more = host.ports.filter((p) => !found.ports.some((q) => q.number === p.number));
  const alike = more.length > 0 && found.namespace === host.namespace && found.resolution === host.resolution && marksOf(world, found) === marksOf(world, host);
  return alike ? { ...found, ports: [...found.ports, ...more] } : found;
}

/** What is written of a host's labels, of what it selects, and of who sees it: a default is not what is the same in words. */
function marksOf(world: World, host: Host): string {
  const { object } = host.from;
  const manifest = object && world.objects.named(host.kind === 'Service' ? KIND.service : KIND.serviceEntry, object.namespace || 'default', object.name)?.manifest;
  const sorted = (of: unknown): unknown => Object.entries(textMap(of)).sort();
  return JSON.stringify([fields(manifest?.spec)?.resolution ?? 'NONE', sorted(manifest?.metadata.labels), sorted(host.selector), [...texts(fields(manifest?.spec)?.exportTo)].sort()]);
}
