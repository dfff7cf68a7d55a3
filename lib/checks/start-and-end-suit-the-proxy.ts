import { KIND, type World } from '../effective';
import { finding, type Check } from './check';
import { entries } from './parts/fields';
import { podTemplates, type PodTemplate } from './parts/templates';

/** A proxy that is a container like others starts after init containers, and does not stop by itself. */
export const startAndEndSuitTheProxy: Check = {
  code: 'MESH2704',
  title: 'init containers and jobs do not depend on a proxy that starts late and never ends',
  severity: 'warning',
  docs: `Where proxies are no native sidecars, all that leaves an init container is caught by a proxy that does not run yet, and a Job does not end because its proxy does not. It is said of pods with \`sidecar.istio.io/nativeSidecar: "false"\`, or of all where the control plane of the input has
\`ENABLE_NATIVE_SIDECARS=false\` or the option \`nativeSidecars\` of this check is \`false\`. An init container that runs as user 1337 is not caught.`,
  *run({ world, options }) {
    const none = options.nativeSidecars === false || switchedOff(world);
    for (const template of podTemplates(world)) {
      if (template.workload?.proxy !== 'sidecar') continue;
      const own = template.annotations['sidecar.istio.io/nativeSidecar'];
      if (own === 'true' || (own !== 'false' && !none)) continue;
      const { kind, metadata: { name } } = template.object.manifest;
      if (kind === 'Job' || kind === 'CronJob') yield finding(template.object, template.at, `${kind} ${name} does not end: its proxy runs on`, { help: 'make proxies native sidecars, or let the job end its proxy: POST localhost:15020/quitquitquit' });
      for (const [container, i] of entries(template.spec.initContainers)) {
        if (/^istio-(init|validation|proxy)$/.test(String(container.name)) || container.restartPolicy === 'Always' || isProxyUser(container.securityContext)) continue;
        yield finding(template.object, `${template.at}.initContainers[${i}]`, `init container '${String(container.name)}' has no network: the proxy that catches its requests starts after it`, { severity: 'info', help: 'make proxies native sidecars; accept this where it needs no network' });
      }
    }
  },
};
const isProxyUser = (context: unknown): boolean => typeof context === 'object' && context !== null && (context as { runAsUser?: unknown }).runAsUser === 1337;
const switchedOff = (world: World): boolean => world.objects.of(KIND.deployment).some((d) => d.manifest.metadata.labels?.app === 'istiod' && hasEnv(d));
function hasEnv(object: PodTemplate['object']): boolean {
  const spec = object.manifest.spec as { template?: { spec?: { containers?: unknown } } } | undefined;
  return entries(spec?.template?.spec?.containers).some(([c]) => entries(c.env).some(([e]) => e.name === 'ENABLE_NATIVE_SIDECARS' && e.value === 'false'));
}
