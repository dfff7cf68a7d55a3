import { isHttp, KIND, namespaceOf } from '../effective';
import { finding, placeOf, type Check } from './check';
import { entries, fields } from './parts/fields';

/** To istiod a ServiceEntry with several addresses is as many services of one name, and a name with its namespace means one of them. */
export const hostsWithSeveralAddressesAreImportedWhole: Check = {
  code: 'MESH2409',
  title: 'a host that is told by several addresses is imported with all of them',
  severity: 'warning',
  docs: `A ServiceEntry with several \`addresses\` and a port without HTTP is one service for each address to istiod. A Sidecar that imports the host as \`namespace/host\` or \`./host\` gets one of them, another one after each restart: connections to the other addresses go past the entry, or are refused where only known hosts are let out.
Import it as \`*/host\`, or by a wildcard (\`./*\`), which take all of them.`,
  *run({ world }) {
    // Few have several addresses, many are imported.
    const several = new Set(world.hosts.filter((h) => h.kind === 'ServiceEntry' && h.addresses.length > 1).map((h) => h.name));
    if (several.size === 0) return;
    for (const object of world.objects.of(KIND.sidecar)) for (const [egress, e] of entries(fields(object.manifest.spec)?.egress)) {
      if (!Array.isArray(egress.hosts)) continue;
      const all = new Set<unknown>(egress.hosts);
      for (const [i, written] of egress.hosts.entries()) {
        if (typeof written !== 'string' || !written.includes('/')) continue;
        const slash = written.indexOf('/'), scope = written.slice(0, slash), name = written.slice(slash + 1);
        if (scope === '*' || scope === '~' || !several.has(name) || name.startsWith('*')) continue;
        const namespace = scope === '.' ? namespaceOf(object.manifest) : scope;
        const host = world.hostsNamed(name).find((h) => h.namespace === namespace && h.kind === 'ServiceEntry' && h.addresses.length > 1 && h.ports.some(({ protocol }) => !isHttp(protocol)));
        if (host === undefined || [`*/${name}`, '*/*', `${scope}/*`].some((wide) => all.has(wide))) continue;
        yield finding(object, `spec.egress[${e}].hosts[${i}]`, `'${written}' imports one of the ${host.addresses.length} addresses of ${name}, any of them`, { help: `write it as '*/${name}'`, related: [{ ...placeOf(host.from), message: 'its addresses are' }] });
      }
    }
  },
};
