import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readYaml } from '../../../lib/manifests';
import { goModule } from '../build';
import type { PodCase } from './pods';
import { podsOf } from './workloads';

/** Inputs of the injector's own tests, read from Istio's module: every workload in them, as its pod. */
export function istiosPods(): readonly PodCase[] {
  const folder = join(goModule('istio.io/istio'), 'pkg/kube/inject/testdata/inject');
  const files = readdirSync(folder).filter((file) => file.endsWith('.yaml') && !file.endsWith('.iop.yaml')).sort();
  return files.flatMap((file) => readYaml(readFileSync(join(folder, file), 'utf8'), { file }).documents.flatMap(({ value }, i) => podsOf(`Istio's ${file}${i === 0 ? '' : ` (${i + 1})`}`, value as never)));
}
