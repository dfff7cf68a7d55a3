import type { RunsGateway } from '../../constructs/installation';
import type { Manifest } from '../../manifests/manifest';
import type { DaemonSet, Deployment, PodTemplateSpec } from '../../manifests/types';

/** What the pods of a gateway are made of, as it is written; `undefined`: it is not written here. */
export function templateOf({ namespace, node }: RunsGateway, objects: readonly Manifest[]): PodTemplateSpec | undefined {
  const workload = objects.find((o) => (o.kind === 'Deployment' || o.kind === 'DaemonSet') && o.metadata.namespace === namespace && o.metadata.name === node.id);
  return (workload as unknown as Deployment | DaemonSet | undefined)?.spec?.template;
}
