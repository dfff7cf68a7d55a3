import { spawnSync } from 'child_process';
import * as fs from 'fs';
import * as path from 'path';
import { isDeepStrictEqual } from 'util';
import { readManifests, stringify } from '../../lib/manifests/yaml';
import type { Context, Suite } from '../suite';
import { objects, services } from '../workload';

const HELM = 'v3.21.4';
const chartOf = (context: Context, n: number) => path.join(context.folder, `chart-${n}`);
const helmOf = (context: Context) => path.join(context.root, '.cache/bin/helm');

/** A chart of the same mesh: one template per kind, looping over the services of its values. */
function writeChart(folder: string, n: number): void {
  fs.mkdirSync(path.join(folder, 'templates'), { recursive: true });
  fs.writeFileSync(path.join(folder, 'Chart.yaml'), 'apiVersion: v2\nname: mesh\nversion: 0.1.0\n');
  fs.writeFileSync(path.join(folder, 'values.yaml'), stringify({ services: services(n) }));
  const source = path.join(__dirname, '../chart');
  for (const file of fs.readdirSync(source)) fs.copyFileSync(path.join(source, file), path.join(folder, 'templates', file));
}

/** Builds helm from its Go module, once, into the ignored cache. */
function install(context: Context): string | undefined {
  if (fs.existsSync(helmOf(context))) return undefined;
  if (spawnSync('go', ['version']).status !== 0) return 'there is no Go to build helm with';
  const built = spawnSync('go', ['install', `helm.sh/helm/v3/cmd/helm@${HELM}`], { env: { ...process.env, GOBIN: path.dirname(helmOf(context)) }, encoding: 'utf8' });
  return built.status === 0 ? undefined : `helm ${HELM} does not build: ${built.stderr.trim().split('\n').pop()}`;
}

/** The chart has to yield the same objects, or the comparison means nothing. */
function sameObjects(context: Context): string | undefined {
  const n = 40, chart = chartOf(context, n);
  writeChart(chart, n);
  const rendered = spawnSync(helmOf(context), ['template', 'mesh', chart], { encoding: 'utf8', maxBuffer: 1 << 28 });
  if (rendered.status !== 0) return `helm refuses the chart: ${rendered.stderr.trim()}`;
  const keyed = (all: readonly object[]) => new Map(all.map(o => { const { kind, metadata } = o as { kind: string; metadata: { name: string } }; return [`${kind} ${metadata.name}`, o]; }));
  const theirs = keyed(readManifests(rendered.stdout, 'helm').manifests.map(m => m.manifest)), ours = keyed(objects(n));
  for (const [key, object] of ours) if (!isDeepStrictEqual(theirs.get(key), object)) return `the chart renders another ${key}: ${JSON.stringify(theirs.get(key))}`;
  return theirs.size === ours.size ? undefined : `the chart renders ${theirs.size} objects instead of ${ours.size}`;
}

/** Real `helm template` of the same objects. */
export const helm: Suite = {
  name: 'helm', title: `helm template (${HELM}) of the same objects`,
  prepare: context => {
    const reason = install(context) ?? sameObjects(context);
    if (reason === undefined) writeChart(chartOf(context, context.services), context.services);
    return reason;
  },
  cases: [
    { name: 'cdk8s-mesh', script: 'write-own', args: c => [String(c.services), path.join(c.folder, 'own.yaml')] },
    { name: 'helm template', command: c => [helmOf(c), 'template', 'mesh', chartOf(c, c.services)] },
  ],
  ratios: [{ title: 'helm ÷ cdk8s-mesh, whole process', over: 'helm template', under: 'cdk8s-mesh', of: 'wallMs', goal: { atLeast: 8 } }, { title: 'helm ÷ cdk8s-mesh, processor time of the whole process', over: 'helm template', under: 'cdk8s-mesh', of: 'processCpuMs', goal: { atLeast: 8 } }, { title: 'helm ÷ cdk8s-mesh, memory', over: 'helm template', under: 'cdk8s-mesh', of: 'maxRssMiB' }],
};
