import type { RealCluster } from '../cluster';

/** What became of a pod that was created for a try. */
export interface Tried {
  /** The server's words, when it refused. */
  readonly refused?: string;
  /** Names of all containers. */
  readonly containers: readonly string[];
  /** Revision whose injector was asked. */
  readonly revision?: string;
  readonly pod?: any;
}

/** A container that Pod Security "restricted" accepts. */
export const restrictedContainer = {
  name: 'app', image: 'registry.example.com/app:1',
  securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] }, runAsNonRoot: true, runAsUser: 1000, seccompProfile: { type: 'RuntimeDefault' } },
};

/** Creates a pod for a try: every webhook and admission plugin is asked, nothing is kept. */
export async function tryPod(cluster: RealCluster, namespace: string, template: any = {}): Promise<Tried> {
  await cluster.waitFor(`the ServiceAccount of ${namespace}`, async () => (await cluster.get('ServiceAccount', 'default', namespace)) !== undefined);
  const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'try', ...template.metadata }, spec: template.spec ?? { containers: [restrictedContainer] } };
  const { status, body } = await cluster.api.call('POST', `/api/v1/namespaces/${namespace}/pods?dryRun=All&fieldValidation=Strict`, pod);
  if (status >= 300) return { refused: String(body.message), containers: [] };
  const containers = [...body.spec.initContainers ?? [], ...body.spec.containers].map(({ name }: { name: string }) => name);
  const said = body.metadata.annotations?.['sidecar.istio.io/status'];
  return { containers, pod: body, ...(said !== undefined && { revision: JSON.parse(said).revision as string }) };
}
