import { finding, type Check } from './check';
import { entries, fields, numberOf, textOf, texts, type Fields } from './parts/fields';
import { podTemplates, type PodTemplate } from './parts/templates';

/** A pod is killed when its time is over, whatever it is doing. */
export const podsHaveTimeToDrain: Check = {
  code: 'MESH2705',
  title: 'a pod has time to drain before it is killed',
  severity: 'warning',
  docs: `A pod that goes has \`terminationGracePeriodSeconds\` (30 unless said otherwise) for all: its \`preStop\` hooks first, then the drain of its proxy (\`terminationDrainDuration\`, 5 s) and the end of its application. A sleep in \`preStop\` that leaves nothing of it cuts requests
off at every rollout.`,
  *run({ world }) {
    for (const template of podTemplates(world)) {
      if (template.workload === undefined || template.workload.proxy === 'none') continue;
      const grace = typeof template.spec.terminationGracePeriodSeconds === 'number' ? template.spec.terminationGracePeriodSeconds : 30, drain = drainOf(template, world.settings.config.defaultConfig);
      const hook = longestHook(template);
      const field = template.spec.terminationGracePeriodSeconds === undefined ? hook?.field ?? template.at : `${template.at}.terminationGracePeriodSeconds`;
      // The proxy stops when the hooks of the others are over, where it is a native sidecar; it drains beside them where it is not.
      if (hook && hook.seconds >= grace) yield finding(template.object, field, `pods of ${template.object.manifest.metadata.name} are killed after ${grace} s, while preStop still sleeps ${hook.seconds} s`, { help: `set terminationGracePeriodSeconds to ${hook.seconds + drain + 10} or more` });
      else if (drain > grace) yield finding(template.object, field, `pods of ${template.object.manifest.metadata.name} are killed after ${grace} s, while their proxy drains for ${drain} s`, { help: `set terminationGracePeriodSeconds to ${drain + 10} or more` });
    }
  },
};

function longestHook(template: PodTemplate): { readonly seconds: number; readonly field: string } | undefined {
  let longest: { readonly seconds: number; readonly field: string } | undefined;
  for (const [container, i] of entries(template.spec.containers)) {
    const hook = fields(fields(container.lifecycle)?.preStop), seconds = hook ? sleepOf(hook) : 0;
    if (seconds > (longest?.seconds ?? 0)) longest = { seconds, field: `${template.at}.containers[${i}].lifecycle.preStop` };
  }
  return longest;
}
/** Seconds that a hook surely sleeps. */
function sleepOf(hook: Fields): number {
  const sleep = fields(hook.sleep);
  if (sleep) return numberOf(sleep.seconds);
  const found = /(?:^|[\s;&])sleep\s+(\d+)s?\s*$/.exec(texts(fields(hook.exec)?.command).join(' ').replace(/["']/g, ''));
  return found ? Number(found[1]) : 0;
}
/** Seconds that the proxy drains: as the pod says, or the mesh, or 5. */
function drainOf(template: PodTemplate, meshDefault: unknown): number {
  const own = template.annotations['proxy.istio.io/config'];
  const said = own === undefined ? undefined : /terminationDrainDuration["']?\s*:\s*["']?(\d+)(ms|s|m)\b/.exec(own) ?? undefined;
  const duration = said ?? /^(\d+)(ms|s|m)$/.exec(textOf(fields(meshDefault)?.terminationDrainDuration));
  return duration ? Number(duration[1]) * (duration[2] === 'm' ? 60 : duration[2] === 'ms' ? 0.001 : 1) : 5;
}
