import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { readYaml } from '../../../lib/manifests';
import { buildHelm, goModule } from '../build';

/** The injector's ConfigMap of Istio's own chart. */
export interface InjectorConfigMap { readonly config: string; readonly values: string }

/** Rendered by helm from the chart in Istio's module, with these values. */
export function officialInjector(values: object, namespace = 'istio-system'): InjectorConfigMap {
  const chart = join(goModule('istio.io/istio'), 'manifests/charts/istio-control/istio-discovery');
  const run = spawnSync(buildHelm(), ['template', 'istiod', chart, '-n', namespace, '-s', 'templates/istiod-injector-configmap.yaml', '-f', '-'], { input: JSON.stringify(values), encoding: 'utf8' });
  if (run.status !== 0) throw new Error(`helm template: ${run.stderr}`);
  const file = readYaml(run.stdout);
  const data = file.documents.map((d) => d.value as { readonly data?: InjectorConfigMap } | undefined).find((d) => d?.data !== undefined)?.data;
  if (data === undefined) throw new Error(`helm rendered no ConfigMap: ${run.stdout.slice(0, 500)}`);
  return data;
}
