import * as pulumi from '@pulumi/pulumi';

/** An object of a cluster as a resource: what the typed classes of @pulumi/kubernetes send, without loading any of them. */
export class KubernetesObject extends pulumi.CustomResource {
  /** API group and version, as the program wrote it: `apps/v1`. */
  declare readonly apiVersion: pulumi.Output<string>;
  /** Kind, as the program wrote it: `Deployment`. */
  declare readonly kind: pulumi.Output<string>;
  /** Name, namespace, labels, annotations and what the API server adds, as `uid`. */
  declare readonly metadata: pulumi.Output<{ readonly name: string; readonly namespace?: string; readonly [field: string]: any }>;
  /** As the API server has it; undefined for kinds without. */
  declare readonly spec: pulumi.Output<any>;
  /** As it was when the object became ready: the address of a load balancer, say. */
  declare readonly status: pulumi.Output<any>;

  /** @internal */
  constructor(type: string, name: string, inputs: Readonly<Record<string, unknown>>, options: pulumi.CustomResourceOptions) {
    super(type, name, { spec: undefined, status: undefined, ...inputs }, options);
  }
}
