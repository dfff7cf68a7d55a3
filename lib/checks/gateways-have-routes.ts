import { KIND, namespaceOf, type World } from '../effective';
import { gatewayName } from '../effective/istio/names';
import { boundTo } from './parts/client-namespaces';
import { finding, type Check } from './check';
import { entries, fields, texts } from './parts/fields';
import { serversIn } from './parts/gateway-hosts';

/** It answers 404 to everything. */
export const gatewaysHaveRoutes: Check = {
  code: 'MESH2552',
  title: 'a Gateway has routes',
  severity: 'warning',
  docs: 'No VirtualService is bound to the Gateway: its ports are open, and every request is answered with 404, every connection closed. Servers that only redirect to HTTPS, and those that pass TLS on by its name, need none. Only a closed inventory says so.',
  *run({ world, closed }) {
    if (!closed) return;
    const used = usedGateways(world);
    for (const object of world.objects.of(KIND.gateway)) {
      const name = `${namespaceOf(object.manifest)}/${object.manifest.metadata.name}`;
      if (used.has(name)) continue;
      const servers = serversIn(object).filter((s) => s.tls?.mode !== 'AUTO_PASSTHROUGH' && s.tls?.httpsRedirect !== true);
      if (servers.length > 0) yield finding(object, undefined, `no VirtualService is bound to ${object.manifest.metadata.name}: every request is answered with 404`, { help: `name ${name} in gateways of a VirtualService` });
    }
  },
};
function usedGateways(world: World): ReadonlySet<string> {
  const used = new Set<string>();
  for (const object of world.objects.of(KIND.virtualService)) {
    for (const name of boundTo(world, object)) used.add(name);
    const spec = fields(object.manifest.spec), namespace = namespaceOf(object.manifest);
    for (const protocol of ['http', 'tls', 'tcp']) for (const [route] of entries(spec?.[protocol])) for (const [match] of entries(route.match)) for (const g of texts(match.gateways)) used.add(gatewayName(g, namespace));
  }
  return used;
}
