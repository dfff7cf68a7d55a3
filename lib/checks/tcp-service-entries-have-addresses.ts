import { KIND, type World } from '../effective';
import { finding, type Check } from './check';
import { entries, fields, numberOf, textOf, texts } from './parts/fields';

/** Without an address it takes the port as a whole. */
export const tcpServiceEntriesHaveAddresses: Check = {
  code: 'MESH2408',
  title: 'a ServiceEntry with a TCP port has an address',
  severity: 'warning',
  equals: ['IST0134'],
  docs: `Connections without HTTP or TLS carry no name: a proxy tells them apart by the address that was dialled. A ServiceEntry with a TCP port and without \`addresses\` takes *all* connections to that number that no other host has, whoever was meant. Declare TLS or HTTPS where it is that; else give
addresses, or let proxies answer DNS and hand out addresses (\`ISTIO_META_DNS_CAPTURE\` with \`ISTIO_META_DNS_AUTO_ALLOCATE\` or \`PILOT_ENABLE_IP_AUTOALLOCATE\`).`,
  *run({ world }) {
    if (handsOutAddresses(world)) return;
    const encrypted = new Map<number, string>();
    for (const host of world.hosts) for (const p of host.ports) if ((p.protocol === 'tls' || p.protocol === 'https') && host.kind === 'ServiceEntry' && !encrypted.has(p.number)) encrypted.set(p.number, host.name);
    for (const object of world.objects.of(KIND.serviceEntry)) {
      const spec = fields(object.manifest.spec) ?? {};
      if (Array.isArray(spec.addresses) || entries(fields(object.manifest.status)?.addresses).length > 0) continue;
      for (const [port, i] of entries(spec.ports)) {
        if (!['', 'TCP'].includes(textOf(port.protocol).toUpperCase())) continue;
        const number = numberOf(port.number), swallowed = encrypted.get(number);
        yield finding(object, `spec.ports[${i}]`, `${texts(spec.hosts)[0] ?? object.manifest.metadata.name} has no address: its TCP port takes all connections to ${number} that nobody else has${swallowed === undefined ? '' : `, beside TLS for ${swallowed}`}`, { help: number === 443 ? 'declare the protocol TLS or HTTPS, or set addresses' : 'set addresses' });
      }
    }
  },
};
function handsOutAddresses(world: World): boolean {
  const metadata = fields(fields(world.settings.config.defaultConfig)?.proxyMetadata);
  return metadata?.ISTIO_META_DNS_CAPTURE === 'true' && (metadata.ISTIO_META_DNS_AUTO_ALLOCATE === 'true' || metadata.PILOT_ENABLE_IP_AUTOALLOCATE === 'true');
}
