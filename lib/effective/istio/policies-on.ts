import type { Workload } from '../mesh';
import { KIND, type SourceObject } from '../objects';
import { fields, items, textMap, textOf, type Fields } from './fields';
import { selects } from './names';
import { byAge } from './order';
import { SelectorIndex } from './selector-index';
import type { World } from './world';

interface Policy { readonly object: SourceObject; readonly labels: Readonly<Record<string, string>>; readonly targets: readonly Fields[] }
const makeIndex = (): Map<string, Map<string, SelectorIndex<Policy>>> => new Map();

/** Policies of a kind in a namespace, the oldest first. */
function policiesIn(world: World, kind: string, namespace: string): SelectorIndex<Policy> {
  const byKind = world.part(makeIndex);
  let index = byKind.get(kind);
  if (!index) byKind.set(kind, (index = new Map()));
  let found = index.get(namespace);
  if (!found) {
    const policies = [...world.of(kind, namespace)].sort(byAge).map((object): Policy => {
      const spec = fields(object.manifest.spec) ?? {}, one = fields(spec.targetRef), several = items(spec.targetRefs);
      return { object, labels: textMap(fields(spec.selector)?.matchLabels ?? fields(spec.workloadSelector)?.labels), targets: several.length > 0 || !one ? several : [one] };
    });
    // One that names gateways selects by the label that their pods have.
    found = new SelectorIndex(policies.flatMap((item) => (item.targets.length === 0 ? [{ labels: item.labels, item }] : item.targets.map((t) => ({ labels: { [GATEWAY_NAME]: textOf(t.name) }, item })))));
    index.set(namespace, found);
  }
  return found;
}

/** Those of the root namespace, then of a workload's own, that are for it; the oldest first. */
export function policiesOn(world: World, kind: string, workload: Workload): readonly SourceObject[] {
  const { rootNamespace } = world.settings, out: SourceObject[] = [];
  for (const n of workload.namespace === rootNamespace ? [rootNamespace] : [rootNamespace, workload.namespace]) {
    for (const p of policiesIn(world, kind, n).matching(workload.labels)) if (isFor(p, n, workload) && !out.includes(p.object)) out.push(p.object);
  }
  return out;
}

const GATEWAY_NAME = 'gateway.networking.k8s.io/gateway-name';
/** By its labels; a policy that names what it is for is for pods of a Gateway of Kubernetes' own API only. */
function isFor({ labels, targets }: Policy, namespace: string, workload: Workload): boolean {
  if (targets.length === 0) return selects(labels, workload.labels);
  const gateway = workload.labels[GATEWAY_NAME];
  return gateway !== undefined && namespace === workload.namespace && targets.some((t) => t.kind === 'Gateway' && t.group === 'gateway.networking.k8s.io' && t.name === gateway && ['', namespace].includes(textOf(t.namespace)));
}

const UNREAD = [KIND.envoyFilter, KIND.wasmPlugin, KIND.trafficExtension] as const;
/** EnvoyFilters and extensions that select a workload: what they change is not read. */
export const unreadOn = (world: World, workload: Workload): readonly SourceObject[] => UNREAD.flatMap((kind) => policiesOn(world, kind, workload));
