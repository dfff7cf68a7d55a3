import { KIND, namespaceOf, type SourceObject } from '../effective';
import { gatewayName, hostsMeet } from '../effective/istio/names';
import { finding, type Check } from './check';
import { boundTo, gatewayNamed } from './parts/client-namespaces';
import { entries, fields, texts } from './parts/fields';

/** A gateway serves a VirtualService's host only if one of its servers has it, for its namespace. */
export const gatewaysAdmitHosts: Check = {
  code: 'MESH2108',
  title: 'gateways serve the hosts of the VirtualServices that are bound to them',
  severity: 'warning',
  equals: ['IST0132'],
  docs: `A server of a Gateway lists hosts, each perhaps with the namespace whose VirtualServices may use it: \`shop/*.example.com\`, \`./*\`. A VirtualService's host that no server of its gateways takes is not served there: 404, or a connection that is refused.

Every host is looked at, not only whether any fits. A host that is for the mesh, in a VirtualService that is bound to both, needs no server.`,
  *run({ world }) {
    for (const object of world.objects.of(KIND.virtualService)) {
      const spec = fields(object.manifest.spec) ?? {}, namespace = namespaceOf(object.manifest), hosts = texts(spec.hosts), written = texts(spec.gateways);
      const bound = boundTo(world, object), gateways = bound.filter((g) => g !== 'mesh').map((name) => ({ name, object: gatewayNamed(world, name) }));
      if (hosts.length === 0 || gateways.length === 0) continue;
      const refused = new Set(hosts);
      let all = true;
      for (const { name, object: gateway } of gateways) {
        if (!gateway) { all = false; continue; }
        const served = serverHosts(gateway, namespace), admitted = hosts.filter((h) => served.some((s) => hostsMeet(s.toLowerCase(), h.toLowerCase())));
        for (const h of admitted) refused.delete(h);
        if (admitted.length > 0) continue;
        const i = written.findIndex((w) => gatewayName(w, namespace) === name);
        yield finding(object, `spec.gateways[${i}]`, `gateway '${name}' serves none of the hosts ${hosts.map((h) => `'${h}'`).join(', ')}${served.length === 0 ? ` to namespace ${namespace}` : ''}`, {
          help: served.length > 0 ? `it serves ${served.slice(0, 5).join(', ')}` : 'add the host to one of its servers, for this namespace or for all', related: [{ ...gateway.place('spec.servers'), message: 'the gateway is' }],
        });
      }
      if (!all || bound.includes('mesh') || refused.size === hosts.length) continue;
      for (const host of refused) yield finding(object, `spec.hosts[${hosts.indexOf(host)}]`, `no gateway of this VirtualService serves '${host}'`, { help: 'add it to a server of the gateway, or remove it', equals: [] });
    }
  },
};

/** Hosts that servers of a Gateway have for a namespace. */
function serverHosts(gateway: SourceObject, namespace: string): string[] {
  return entries(fields(gateway.manifest.spec)?.servers).flatMap(([server]) => texts(server.hosts).flatMap((host) => {
    const slash = host.indexOf('/');
    if (slash < 0) return [host];
    const scope = host.slice(0, slash), name = host.slice(slash + 1);
    return scope === '*' || scope === namespace || (scope === '.' && namespaceOf(gateway.manifest) === namespace) ? [name] : [];
  }));
}
