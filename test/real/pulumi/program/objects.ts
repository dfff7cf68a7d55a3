import * as kubernetes from '@pulumi/kubernetes';
import * as pulumi from '@pulumi/pulumi';
import { ApiObject, App, Chart } from 'cdk8s';
import { MeshResources } from 'cdk8s-mesh/pulumi';

/** A component of plain objects. */
export interface Part {
  readonly name: string;
  readonly objects: readonly object[];
  /** Names of parts that it comes after. */
  readonly after?: readonly string[];
  /** Options of resources, by their names. */
  readonly options?: Readonly<Record<string, pulumi.CustomResourceOptions>>;
  readonly protect?: boolean;
  readonly conflicts?: 'overwrite';
  /** A kubeconfig of its own. */
  readonly kubeconfig?: string;
  /** What tells its cluster from others, instead of the address in the kubeconfig. */
  readonly identifier?: string;
  /** An annotation that a transform puts on every object. */
  readonly transform?: string;
  /** Plain text of a secret input; `SECRET` in the objects holds its place. */
  readonly secret?: string;
}

export interface ObjectsParameters { readonly parts?: readonly Part[] }

/** Components of plain objects, as the cases want them. */
export function objects({ parts = [] }: ObjectsParameters): void {
  const made = new Map<string, MeshResources<any>>();
  for (const part of parts) made.set(part.name, deploy(part, (part.after ?? []).map((name) => made.get(name)!)));
}

function deploy({ name, objects: all, options = {}, protect, conflicts, kubeconfig, identifier, transform, secret }: Part, dependsOn: readonly MeshResources[]): MeshResources<any> {
  const provider = kubeconfig === undefined ? undefined : new kubernetes.Provider(name, { kubeconfig, clusterIdentifier: identifier });
  const transforms: pulumi.ResourceTransform[] = transform === undefined ? [] : [({ type, props, opts }) => (type.startsWith('kubernetes:') ? { props: { ...props, metadata: { ...props.metadata, annotations: { ...props.metadata.annotations, transform } } }, opts } : undefined)];
  return new MeshResources(name, ({ value }: { readonly value: string }) => {
    const chart = new Chart(new App(), 'objects');
    all.forEach((o, i) => new ApiObject(chart, `object-${i}`, JSON.parse(JSON.stringify(o).replaceAll('SECRET', value)) as never));
    return chart;
  }, { inputs: { value: secret === undefined ? '' : pulumi.secret(secret) }, conflicts, options: (_, resource) => options[resource] }, { dependsOn: [...dependsOn], protect, provider, transforms });
}
