import type { Host, IstioMesh, Workload } from '../effective';
import { editDistance } from '../text/edit-distance';
import { CannotRun } from './exit';

/** A workload by `namespace/name`, by its name where that is unique, or by a service that stands before exactly one. */
export function workloadNamed(mesh: IstioMesh, name: string): Workload {
  const exact = mesh.workload(name);
  if (exact) return exact;
  const slash = name.indexOf('/');
  const [namespace, short] = slash < 0 ? [undefined, name] : [name.slice(0, slash), name.slice(slash + 1)];
  const inside = (w: { readonly namespace: string }): boolean => namespace === undefined || w.namespace === namespace;
  let found = mesh.workloads.filter((w) => inside(w) && w.name === short);
  if (found.length === 0) found = mesh.workloads.filter((w) => inside(w) && (w.labels.app === short || w.labels['app.kubernetes.io/name'] === short));
  if (found.length === 0) found = [...new Set(mesh.world.hosts.filter((h) => inside(h) && !h.external && h.name.split('.')[0] === short).flatMap((h) => mesh.world.workloadsBehind(h)))];
  // Versions of one service call alike: any of them will do.
  const [first] = found;
  if (first && found.every((w) => w.principal === first.principal && w.namespace === first.namespace)) return first;
  if (found.length > 0) throw new CannotRun(`'${name}' may be ${listed(found.map((w) => w.id))}`, 'name one of them');
  throw new CannotRun(`there is no workload '${name}'`, suggestion(name, [...mesh.workloads.map((w) => w.id), ...mesh.world.hosts.filter((h) => mesh.world.workloadsBehind(h).length > 0).map((h) => `${h.namespace}/${h.name.split('.')[0]}`)]));
}

/** A host by its name, `namespace/name`, or full name. */
export function hostNamed(mesh: IstioMesh, name: string): Host {
  const slash = name.indexOf('/');
  const found = slash < 0 ? mesh.world.hosts.filter((h) => h.name === name || (h.kind === 'Service' && (h.name.split('.')[0] === name || h.name.startsWith(`${name}.`))))
    : mesh.world.hosts.filter((h) => h.namespace === name.slice(0, slash) && (h.name === name.slice(slash + 1) || h.name.split('.')[0] === name.slice(slash + 1)));
  const exact = found.filter((h) => h.name === name);
  if (exact.length === 1) return exact[0];
  if (found.length === 1) return found[0];
  if (found.length > 1) throw new CannotRun(`'${name}' may be ${listed(found.map((h) => `${h.namespace}/${h.kind === 'Service' ? h.name.split('.')[0] : h.name}`))}`, 'name one of them');
  throw new CannotRun(`there is no service '${name}'`, suggestion(name, mesh.world.hosts.map((h) => (h.kind === 'Service' ? `${h.namespace}/${h.name.split('.')[0]}` : h.name))));
}

const listed = (names: readonly string[]): string => (names.length < 2 ? names.join() : `${names.slice(0, -1).join(', ')} or ${names[names.length - 1]}`);

/** `did you mean shop/reviews?`, or what there is. */
export function suggestion(name: string, known: readonly string[]): string {
  if (known.length === 0) return 'the input holds none';
  const close = known.map((k) => [k, Math.min(editDistance(name, k), editDistance(name, k.slice(k.indexOf('/') + 1)))] as const).filter(([, d]) => d <= Math.max(1, name.length / 3)).sort((a, b) => a[1] - b[1]).slice(0, 3).map(([k]) => k);
  return close.length > 0 ? `did you mean ${listed(close)}?` : `there ${known.length === 1 ? 'is' : 'are'} ${known.slice(0, 10).join(', ')}${known.length > 10 ? ', …' : ''}`;
}
