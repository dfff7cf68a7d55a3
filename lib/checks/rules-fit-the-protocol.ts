import type { Place } from '../diagnostics';
import { isHttp, KIND, namespaceOf, type PortProtocol, type SourceObject, type World } from '../effective';
import { fullName, hostsMeet } from '../effective/istio/names';
import { finding, placeOf, type Check } from './check';
import { boundTo, gatewayNamed } from './parts/client-namespaces';
import { entries, fields, textOf, texts, type Fields } from './parts/fields';
import { knownHosts } from './parts/known-hosts';

/** HTTP rules for what is no HTTP are never looked at. */
export const rulesFitTheProtocol: Check = {
  code: 'MESH2114',
  title: 'routes are of the protocol that their host speaks',
  severity: 'error',
  docs: `A proxy looks at \`http\` routes only where the port speaks HTTP (by its name, \`appProtocol\`, or \`protocol\` of a ServiceEntry's or Gateway's port), and at \`tls\` routes only where TLS is passed through. Rules for another protocol have no effect: no error, no log, the
connection goes its way as if they were not there.

Name the port \`http-…\` or set \`appProtocol: http\`; at a gateway give the server the protocol.`,
  *run({ world }) {
    for (const object of world.objects.of(KIND.virtualService)) {
      const spec = fields(object.manifest.spec) ?? {};
      const http = entries(spec.http).length > 0, tls = entries(spec.tls).length > 0;
      if (!http && !tls) continue;
      const spoken = [...atServices(world, object, spec), ...atGateways(world, object, spec)];
      if (spoken.length === 0) continue;
      const known = spoken.map((s) => s.protocol).join(', ');
      if (http && !spoken.some((s) => s.http)) yield finding(object, 'spec.http', `HTTP rules for '${texts(spec.hosts)[0]}' have no effect: its ports speak ${known}`, { help: 'name the port http-…, or set appProtocol: http, if it speaks HTTP', related: spoken.slice(0, 2).map((s) => s.place()) });
      if (tls && !spoken.some((s) => s.tls)) yield finding(object, 'spec.tls', `TLS rules for '${texts(spec.hosts)[0]}' have no effect: its ports speak ${known}`, { help: 'they are for ports of TLS that is passed through: name the port tls-… or https-…', severity: 'warning', related: spoken.slice(0, 2).map((s) => s.place()) });
    }
  },
};

interface Spoken { readonly protocol: string; readonly http: boolean; readonly tls: boolean; place(): Place & { readonly message?: string } }
const ANYTHING: Spoken = { protocol: 'anything', http: true, tls: true, place: () => ({}) };

function atServices(world: World, object: SourceObject, spec: Fields): Spoken[] {
  if (!boundTo(world, object).includes('mesh')) return [];
  const hosts = texts(spec.hosts).map((h) => knownHosts(world).find(fullName(h, namespaceOf(object.manifest), world.settings.clusterDomain)));
  // One that nobody knows may speak anything.
  if (hosts.some((h) => h.length === 0)) return [ANYTHING];
  return hosts.flat().flatMap((h) => h.ports.map((p) => ({ protocol: p.protocol, http: isHttp(p.protocol) || p.protocol === 'auto', tls: passesTls(p.protocol), place: () => ({ ...placeOf(h.from), message: 'the host is declared by' }) })));
}
const passesTls = (p: PortProtocol): boolean => p === 'https' || p === 'tls' || p === 'tcp' || p === 'auto';

function atGateways(world: World, object: SourceObject, spec: Fields): Spoken[] {
  return boundTo(world, object).filter((g) => g !== 'mesh').flatMap((name): Spoken[] => {
    const gateway = gatewayNamed(world, name);
    if (!gateway) return [ANYTHING];
    return entries(fields(gateway.manifest.spec)?.servers).flatMap(([server, i]): Spoken[] => {
      if (!texts(server.hosts).some((h) => texts(spec.hosts).some((own) => hostsMeet(h.slice(h.indexOf('/') + 1).toLowerCase(), own.toLowerCase())))) return [];
      const protocol = textOf(fields(server.port)?.protocol).toUpperCase(), mode = textOf(fields(server.tls)?.mode);
      const passed = mode === 'PASSTHROUGH' || mode === 'AUTO_PASSTHROUGH';
      return [{ protocol, http: /^(HTTP|HTTP2|GRPC|GRPC-WEB|HTTP_PROXY)$/.test(protocol) || (protocol === 'HTTPS' && !passed), tls: passed && (protocol === 'TLS' || protocol === 'HTTPS'), place: () => ({ ...gateway.place(`spec.servers[${i}]`), message: 'the server is' }) }];
    });
  });
}
