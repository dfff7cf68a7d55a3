import type { IConstruct } from 'constructs';
import { push } from '../manifests/maps';
import type { DeclaredObject } from './planned';

/** A dependency that a program declares: all of `sources` come after all of `targets`. Positions of objects. */
export interface Link { readonly sources: readonly number[]; readonly targets: readonly number[] }

/** Dependencies between constructs, charts among them, as dependencies between what they write; also those on and of charts around and beside the scope's. */
export function linksOf(scope: IConstruct, objects: readonly DeclaredObject[]): Link[] {
  const declared = scope.node.root.node.findAll().flatMap((source) => source.node.dependencies.map((target) => [source.node.path, target.node.path] as const));
  if (declared.length === 0) return [];
  const below = new Map<string, number[]>(declared.flat().map((path) => [path, []]));
  objects.forEach(({ path }, position) => {
    for (let p = path; ; p = p.slice(0, Math.max(p.lastIndexOf('/'), 0))) {
      if (below.has(p)) push(below, p, position);
      if (p === '') break;
    }
  });
  return declared.map(([source, target]) => ({ sources: below.get(source)!, targets: below.get(target)! })).filter((l) => l.sources.length > 0 && l.targets.length > 0);
}
