import type { Resources } from '../../props/common';
import { or } from '../template/expression';
import { Shared, text, when, type NodeMap, type When } from '../template/node';
import { annotationOf, hasAnnotation } from './pod';

const names = { requests: { cpu: 'sidecar.istio.io/proxyCPU', memory: 'sidecar.istio.io/proxyMemory' }, limits: { cpu: 'sidecar.istio.io/proxyCPULimit', memory: 'sidecar.istio.io/proxyMemoryLimit' } };

/** As the settings have them. */
export const resourcesOf = ({ requests, limits }: Resources): NodeMap => ({ ...(limits && { limits: { ...limits } }), ...(requests && { requests: { ...requests } }) });

/** A pod that names one of the four amounts names them all: nothing is left of the settings. */
export function podResources(resources: Resources): Shared {
  const part = (of: { readonly cpu: string; readonly memory: string }): NodeMap | When => when(or(hasAnnotation(of.cpu), hasAnnotation(of.memory)), {
    cpu: when(hasAnnotation(of.cpu), text`${annotationOf(of.cpu)}`), memory: when(hasAnnotation(of.memory), text`${annotationOf(of.memory)}`),
  }) as When;
  const named = [...Object.values(names.requests), ...Object.values(names.limits)].map(hasAnnotation);
  return new Shared('resources', when(or(...named), { limits: part(names.limits), requests: part(names.requests) }, resourcesOf(resources)) as When);
}
