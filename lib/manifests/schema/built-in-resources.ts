import type { Manifest } from '../manifest';
import type { Container, PodTemplateSpec, Quantity } from '../types';
import type { Violation } from '../violation';
import { fieldPath } from './path';

/** What a container asks for may not be more than it may use. Of a Deployment, a DaemonSet or a StatefulSet; the first one that is wrong. */
export function containerResources(manifest: Manifest): Violation | undefined {
  const pod = (manifest.spec as { readonly template?: PodTemplateSpec } | undefined)?.template?.spec;
  if (pod == null) return undefined;
  return excess(pod.containers, 'containers') ?? excess(pod.initContainers ?? undefined, 'initContainers');
}

function excess(containers: readonly Container[] | undefined, list: string): Violation | undefined {
  for (let i = 0; containers !== undefined && i < containers.length; i++) {
    const resources = containers[i]!.resources;
    if (resources?.requests == null || resources.limits == null) continue;
    for (const [name, asked] of Object.entries(resources.requests)) {
      const most = resources.limits[name];
      if (most == null || asked == null || amount(asked) <= amount(most) * ROUNDING) continue;
      return { path: fieldPath(`spec.template.spec.${list}[${i}].resources.requests`, name), message: `${asked} is more than the limit, ${most}`, help: 'ask for less, or raise the limit', source: 'schema', level: 'error' };
    }
  }
  return undefined;
}

/** 9m and 0.009 are the same, though not to the last digit of a number here. */
const ROUNDING = 1 + 1e-12;
const UNITS: Readonly<Record<string, number>> = { n: 1e-9, u: 1e-6, m: 1e-3, '': 1, k: 1e3, M: 1e6, G: 1e9, T: 1e12, P: 1e15, E: 1e18, Ki: 2 ** 10, Mi: 2 ** 20, Gi: 2 ** 30, Ti: 2 ** 40, Pi: 2 ** 50, Ei: 2 ** 60 };
/** Its form is known to be right. */
function amount(quantity: Quantity): number {
  const [, number = '', unit = ''] = /^([+-]?[\d.]+(?:[eE][+-]?\d+)?)([a-zA-Z]*)$/.exec(String(quantity)) ?? [];
  return Number(number) * (UNITS[unit] ?? 1);
}
