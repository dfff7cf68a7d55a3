import { type App, ResolutionContext, type ApiObject, type IResolver } from 'cdk8s';
import type { IConstruct } from 'constructs';
import type { Manifest } from '../manifests/manifest';

/** Resolvers of the app that its author gave; cdk8s's own three have nothing to do on our plain objects. */
export function customResolvers(root: IConstruct): readonly IResolver[] {
  const all = (root as Partial<App>).resolvers;
  return Array.isArray(all) ? all.slice(0, -3) : [];
}

/** Runs them over a manifest as stock cdk8s does over an ApiObject: each value is offered to every resolver until one replaces it, then its parts. */
export function resolveManifest(manifest: Manifest, resolvers: readonly IResolver[], handle: ApiObject): Manifest {
  const walk = (key: string[], value: unknown): unknown => {
    if (value === null || value === undefined) return value;
    for (const resolver of resolvers) {
      const context = new ResolutionContext(handle, key, value);
      resolver.resolve(context);
      if (context.replaced) return walk(key, context.replacedValue);
    }
    if (Array.isArray(value)) return value.map((v, i) => walk([...key, `${i}`], v));
    if (typeof value !== 'object' || value.constructor !== Object) return value;
    const out: Record<string, unknown> = {};
    for (const k of Object.keys(value)) out[k] = walk([...key, k], (value as Record<string, unknown>)[k]);
    return out;
  };
  return walk([], manifest) as Manifest;
}
