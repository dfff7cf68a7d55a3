import { KIND, namespaceOf } from '../effective';
import { fullName } from '../effective/istio/names';
import { exportsOf } from '../effective/istio/visibility';
import { finding, type Check } from './check';
import { boundTo } from './parts/client-namespaces';
import { fields, texts } from './parts/fields';

/** An opinion: it changes how everybody calls what is not one's own. */
export const foreignHostsAreLeftToTheirOwners: Check = {
  code: 'MESH2605',
  title: 'rules for a Service stand in its namespace, or are kept to one\'s own clients',
  severity: 'warning',
  profile: 'strict',
  docs: 'A VirtualService for sidecars that is exported to all holds for every client of its host, whoever wrote it. In another namespace than the Service\'s it changes what others get from it. Export it to `.` where it is meant for one\'s own clients.',
  *run({ world }) {
    for (const object of world.objects.of(KIND.virtualService)) {
      const spec = fields(object.manifest.spec), namespace = namespaceOf(object.manifest);
      if (!boundTo(world, object).includes('mesh') || !exportsOf(spec?.exportTo, world.settings.config.defaultVirtualServiceExportTo, namespace).has('*') || namespace === world.settings.rootNamespace) continue;
      for (const [i, host] of texts(spec?.hosts).entries()) {
        const owners = world.hostsNamed(fullName(host, namespace, world.settings.clusterDomain)).filter((h) => h.kind === 'Service').map((h) => h.namespace);
        if (owners.length > 0 && !owners.includes(namespace)) yield finding(object, `spec.hosts[${i}]`, `${host} belongs to ${owners[0]}, and these rules hold for all of its clients`, { help: "write exportTo: ['.'], or leave them to its owner" });
      }
    }
  },
};
