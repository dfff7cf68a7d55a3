import { isMeant } from './parts/meant';
import { finding, type Check } from './check';
import { isManaged, servicePorts, type ServicePort } from './parts/service-ports';
import { isControlPlane } from './parts/templates';
import { textMap } from './parts/fields';

/** A proxy that is not told guesses by the first bytes. */
export const portNamesSayTheProtocol: Check = {
  code: 'MESH2401',
  title: 'ports of Services say their protocol',
  severity: 'info',
  equals: ['IST0118', 'IST0150', 'KIA0601', 'KIA0602'],
  docs: `Istio reads the protocol of a port from \`appProtocol\`, or from its name: \`http\`, \`grpc-web\`, \`tcp-mysql\` … Where neither says it, proxies look at the first bytes of each connection: routes of requests may not hold, and protocols in which the server speaks first wait for nothing.

Ports of UDP, and Services before pods without a proxy or before gateways, are left alone. A port of an ExternalName Service that is opaque takes all connections to its number.`,
  *run({ world }) {
    for (const p of servicePorts(world)) {
      const alias = p.host.resolution === 'alias', protocol = p.host.ports.find((o) => o.number === p.number && o.name === p.name)?.protocol;
      if (protocol !== 'auto' && !(alias && p.name === 'tcp')) continue;
      if (isManaged(p.object) || isControlPlane(textMap(p.object.manifest.metadata.labels))) continue;
      if (alias && (protocol === 'auto' || p.name === 'tcp')) yield finding(p.object, `${p.at}.name`, `port ${p.number} of ${p.service} is opaque: it takes the connections of all that have this port`, { severity: 'warning', help: 'name it after its protocol, as http or tls', equals: ['IST0150'] });
      else if (!alias && protocol === 'auto' && isMeant(p.behind)) yield notSaid(p);
    }
  },
};
function notSaid(p: ServicePort): ReturnType<typeof finding> {
  if (typeof p.port.appProtocol === 'string') return finding(p.object, `${p.at}.appProtocol`, `'${p.port.appProtocol}' is no protocol that Istio knows`, { severity: 'warning', help: 'write http, http2, grpc, https, tls, tcp, or kubernetes.io/h2c', equals: ['KIA0602', 'IST0118'] });
  return finding(p.object, p.name === '' ? p.at : `${p.at}.name`, `${p.name === '' ? `port ${p.number} has no name` : `the name '${p.name}'`} does not say which protocol port ${p.number} of ${p.service} speaks`, { help: `name it http${p.name === '' ? '' : `-${p.name}`}, grpc…, tcp…, or set appProtocol`, equals: ['IST0118', 'KIA0601'] });
}
