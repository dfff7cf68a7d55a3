// Flux: a Kustomization for each folder. All others are applied when the pods of the control plane are ready.
import { ApiObject, Chart, type App } from 'cdk8s';
import type { IstioControlPlane } from 'cdk8s-mesh';

export function build(app: App, url: string, istio: IstioControlPlane, others: readonly string[]): Chart {
  const chart = new Chart(app, 'flux', { namespace: 'flux-system' });
  new ApiObject(chart, 'source', {
    apiVersion: 'source.toolkit.fluxcd.io/v1', kind: 'GitRepository', metadata: { name: 'platform' },
    spec: { interval: '1m', url, ref: { branch: 'main' } },
  } as never);
  const kustomization = (folder: string, spec: object) => new ApiObject(chart, folder, {
    apiVersion: 'kustomize.toolkit.fluxcd.io/v1', kind: 'Kustomization', metadata: { name: folder },
    spec: { interval: '10m', retryInterval: '30s', timeout: '5m', prune: true, sourceRef: { kind: 'GitRepository', name: 'platform' }, path: `./dist/${folder}`, ...spec },
  } as never);
  // `wait: true` would wait for everything, also for the address of a load balancer.
  const pods = istio.manifests().filter(({ kind }) => kind === 'Deployment' || kind === 'DaemonSet');
  kustomization('istio', { healthChecks: pods.map(({ apiVersion, kind, metadata: { name, namespace } }) => ({ apiVersion, kind, name, namespace })) });
  for (const folder of others) kustomization(folder, { dependsOn: [{ name: 'istio' }] });
  return chart;
}
