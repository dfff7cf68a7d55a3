import type { CustomResource } from '@pulumi/pulumi';

interface PlainObject { readonly apiVersion: string; readonly kind: string; readonly metadata: { readonly name: string; readonly namespace?: string } }

/** The way of Pulumi's own SDK without types: each object an `apiextensions.CustomResource` behind its namespace. */
export function untyped(objects: readonly PlainObject[]): readonly CustomResource[] {
  const pulumi = require('@pulumi/pulumi') as typeof import('@pulumi/pulumi'), kubernetes = require('@pulumi/kubernetes') as typeof import('@pulumi/kubernetes');
  class Raw extends pulumi.CustomResource {}
  const namespaces = new Map<string, CustomResource>();
  return objects.map((o) => {
    const { name, namespace } = o.metadata, id = `${namespace ?? ''}/${o.kind}/${name}`, dependsOn = namespace === undefined ? [] : [namespaces.get(namespace)!];
    // A core kind has no group, which CustomResource cannot say.
    const made = o.apiVersion.includes('/') ? new kubernetes.apiextensions.CustomResource(id, o, { dependsOn }) : new Raw(`kubernetes:core/${o.apiVersion}:${o.kind}`, id, o as never, { dependsOn });
    if (o.kind === 'Namespace') namespaces.set(name, made);
    return made;
  });
}
