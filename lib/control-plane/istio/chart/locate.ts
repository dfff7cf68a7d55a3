import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { CallError } from '../../../constructs/call-error';
import type { ChartReference } from './helm';
import type { Release } from './values';

/** Folders of a chart: published by its name, or as Istio's repository has it. */
const FOLDERS: Readonly<Record<Release['chart'], readonly string[]>> = {
  base: ['base'], istiod: ['istiod', 'istio-control/istio-discovery'], cni: ['cni', 'istio-cni'], ztunnel: ['ztunnel'], gateway: ['gateway'],
};

/** How Helm is told of a chart. */
export function locate(at: string, charts: string, chart: Release['chart'], version: string): ChartReference {
  if (charts.startsWith('oci://')) return { chart: `${charts.replace(/\/+$/, '')}/${chart}`, version };
  if (/^https?:\/\//.test(charts)) return { chart, repository: charts, version };
  if (!existsSync(charts) || !statSync(charts).isDirectory()) {
    throw new CallError(at, `charts '${charts}' is no folder`, 'give the folder that holds base, istiod, … (helm pull istio/base --untar), oci://registry.istio.io/release/charts, or the address of a chart repository');
  }
  const folder = FOLDERS[chart].find((name) => existsSync(join(charts, name, 'Chart.yaml')));
  if (folder !== undefined) return { chart: join(charts, folder) };
  const archives = readdirSync(charts).filter((file) => new RegExp(`^${chart}-v?\\d.*\\.tgz$`).test(file)).sort();
  if (archives.length === 1) return { chart: join(charts, archives[0]!) };
  if (archives.length > 1) throw new CallError(at, `'${charts}' has several archives of the chart ${chart}: ${archives.join(', ')}`, 'keep one');
  throw new CallError(at, `'${charts}' has no chart ${chart}`, `looked for ${FOLDERS[chart].map((name) => `${name}/Chart.yaml`).join(', ')} and ${chart}-<version>.tgz`);
}
