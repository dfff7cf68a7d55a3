import { KIND, type World } from '../effective';
import { finding, type Check } from './check';
import { textMap } from './parts/fields';

/** Istio's init container needs what the namespace forbids. */
export const podSecurityAdmitsProxies: Check = {
  code: 'MESH2707',
  title: 'the pod security of a namespace admits injected pods',
  severity: 'error',
  docs: `Without the CNI plug-in, an injected pod has an init container that may change the network (\`NET_ADMIN\`, \`NET_RAW\`), which \`pod-security.kubernetes.io/enforce: restricted\` and \`baseline\` forbid: no pod of the namespace is created.

It is said where the input holds the control plane and no CNI plug-in, or where the option \`cni\` of this check is \`false\`.`,
  *run({ world, options }) {
    const cni = typeof options.cni === 'boolean' ? options.cni : hasCni(world);
    if (cni !== false) return;
    for (const object of world.objects.of(KIND.namespace)) {
      const labels = textMap(object.manifest.metadata.labels), level = labels['pod-security.kubernetes.io/enforce'];
      if ((level !== 'restricted' && level !== 'baseline') || !world.workloadsOfNamespace(object.manifest.metadata.name).some((w) => w.proxy === 'sidecar' && w.kind !== 'WorkloadEntry')) continue;
      yield finding(object, 'metadata.labels["pod-security.kubernetes.io/enforce"]', `pods with a proxy are refused in ${object.manifest.metadata.name}: ${level} forbids Istio's init container`, { help: 'install the CNI plug-in of Istio, or enforce privileged' });
    }
  },
};
/** undefined: the input does not say how Istio is installed. */
function hasCni(world: World): boolean | undefined {
  if (world.objects.of(KIND.daemonSet).some((d) => /istio-cni/.test(d.manifest.metadata.name))) return true;
  return world.objects.of(KIND.deployment).some((d) => textMap(d.manifest.metadata.labels).app === 'istiod') ? false : undefined;
}
