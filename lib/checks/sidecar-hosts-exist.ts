import { KIND, namespaceOf, type World } from '../effective';
import { hostsMeet } from '../effective/istio/names';
import { push } from '../manifests/maps';
import { finding, type Check } from './check';
import { entries, fields } from './parts/fields';
import { knownHosts } from './parts/known-hosts';

/** A Sidecar lets in a host that is none. */
export const sidecarHostsExist: Check = {
  code: 'MESH2013',
  title: 'hosts that a Sidecar imports exist',
  severity: 'warning',
  equals: ['KIA1004'],
  docs: `\`egress[].hosts\` of a Sidecar are \`namespace/host\`: the host must be there, in that namespace and exported, or the entry imports nothing. Names are full, wildcards go at the front: \`shop/*.shop.svc.cluster.local\`, \`*/*\`, \`./*\`.`,
  *run({ world, closed }) {
    if (!closed) return;
    const hosts = knownHosts(world), byNamespace = world.part(hostsByNamespace);
    for (const object of world.objects.of(KIND.sidecar)) for (const [egress, e] of entries(fields(object.manifest.spec)?.egress)) {
      if (!Array.isArray(egress.hosts)) continue;
      for (const [i, written] of egress.hosts.entries()) {
        if (typeof written !== 'string' || !written.includes('/')) continue;
        const slash = written.indexOf('/'), scope = written.slice(0, slash), name = written.slice(slash + 1);
        if (scope === '~' || name === '*') continue;
        const namespace = scope === '.' ? namespaceOf(object.manifest) : scope;
        const known = name.startsWith('*') ? (namespace === '*' ? world.hosts : byNamespace.get(namespace) ?? []).some((h) => hostsMeet(h.name, name)) : hosts.find(name).some((h) => namespace === '*' || h.namespace === namespace)
          || virtualHosts(world).has(name) || hosts.builtIn(name);   // a VirtualService's host is imported as well
        if (known) continue;
        const elsewhere = name.startsWith('*') ? undefined : hosts.find(name)[0], near = elsewhere ? `${elsewhere.namespace}/${elsewhere.name}` : hosts.suggest(name.includes('.') ? name : `${name}.${namespace}.svc.${world.settings.clusterDomain}`);
        yield finding(object, `spec.egress[${e}].hosts[${i}]`, `'${written}' imports nothing: there is no such host`, { help: near === undefined ? 'name a host that is there' : `did you mean '${elsewhere ? near : `${scope}/${near}`}'?` });
      }
    }
  },
};
const hostsByNamespace = (world: World): ReadonlyMap<string, World['hosts']> => {
  const out = new Map<string, World['hosts'][number][]>();
  for (const h of world.hosts) push(out, h.namespace, h);
  return out;
};
const virtualHosts = (world: World): ReadonlySet<string> => world.part(readVirtualHosts);
const readVirtualHosts = (world: World): ReadonlySet<string> => new Set(world.objects.of(KIND.virtualService).flatMap((o) => { const hosts: unknown = fields(o.manifest.spec)?.hosts; return Array.isArray(hosts) ? hosts.filter((h): h is string => typeof h === 'string') : []; }));
