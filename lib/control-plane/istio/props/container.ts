import { isObject } from '../../../manifests/is-object';
import type { Manifest } from '../../../manifests/manifest';
import type { Findings } from '../../../manifests/rules/findings';
import { validate } from '../../../manifests/validate';
import { errorAt } from './check';

/** What is a part of an object that others write (of the pods that are injected, of gateways that istiod deploys) is judged in an object of that kind that is right otherwise. */
function partRule(f: Findings, whole: Manifest, within: string): void {
  for (const { help, level, message, path } of validate(whole)) if (level === 'error' && path.startsWith(within)) errorAt(f, path.slice(within.length), message, help ?? '');
}

/** Fields of a container that the injector's templates write. */
export const containerRule = (f: Findings, fields: object): void => partRule(f, podsWith({ containers: [{ ...CONTAINER, ...fields }] }), 'spec.template.spec.containers[0].');

/** The same of a pod. */
export const podRule = (f: Findings, fields: object): void => partRule(f, podsWith({ containers: [CONTAINER], ...fields }), 'spec.template.spec.');

const CONTAINER = { image: 'auto', name: 'istio-proxy' };
const podsWith = (spec: object): Manifest => ({ ...WORKLOAD, spec: { ...WORKLOAD.spec, template: { ...WORKLOAD.spec.template, spec } } });

const labels = { app: 'x' };
const metadata = { name: 'x', namespace: 'x' };
const WORKLOAD = { apiVersion: 'apps/v1', kind: 'Deployment', metadata, spec: { selector: { matchLabels: labels }, template: { metadata: { labels }, spec: { containers: [CONTAINER] } } } };

const OBJECTS: Readonly<Record<string, Manifest>> = {
  deployment: WORKLOAD,
  service: { apiVersion: 'v1', kind: 'Service', metadata, spec: { ports: [{ name: 'http', port: 80 }], type: 'LoadBalancer' } },
  serviceAccount: { apiVersion: 'v1', kind: 'ServiceAccount', metadata },
  horizontalPodAutoscaler: { apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler', metadata, spec: { maxReplicas: 1000, scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'x' } } },
  podDisruptionBudget: { apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', metadata, spec: { selector: { matchLabels: labels } } },
};

/** What istiod merges into an object of a gateway. What it refuses, the gateway does not get. */
export function overlayRule(f: Findings, kind: string, overlay: unknown): void {
  const base = OBJECTS[kind];
  if (base !== undefined && isObject(overlay)) partRule(f, merged(base, overlay) as Manifest, '');
}

/** As `kubectl patch` does it, by the names of containers. */
function merged(base: unknown, over: unknown, key = ''): unknown {
  if (Array.isArray(over) && Array.isArray(base) && key === 'containers') {
    const items = over as readonly { readonly name?: string }[];
    return [...base.map((one: { readonly name: string }) => merged(one, items.find((o) => o?.name === one.name) ?? {})), ...items.filter((o) => !base.some((one: { readonly name: string }) => one.name === o?.name)).map((o) => ({ image: 'x', ...o }))];
  }
  if (!isObject(base) || !isObject(over)) return over;
  return { ...base, ...Object.fromEntries(Object.entries(over).map(([name, value]) => [name, merged(base[name], value, name)])) };
}
