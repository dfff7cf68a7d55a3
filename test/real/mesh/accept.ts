import type { App } from 'cdk8s';
import { Host } from '../../../lib/cdk8s/host';
import { isMesh, MeshApp, type IstioMeshConfig } from '../../../lib';
import { withoutInstalled } from '../../helpers/installed';
import type { Resolved } from '../../../lib/resolve/resolved';
import type { Oracle } from '../oracle';
import { allowed } from './allowed';
import { asYaml, clusterObjects, podsOf, proxyOf, readYaml, withAddresses, type KubeObject } from './cluster';
import { ProxyView } from './envoy';
import { existingObjects } from './existing';
import { Intent } from './intent';

/** Pods are written with their proxies, by `clusterObjects`. */
const notPod = (object: KubeObject): boolean => object.kind !== 'Pod';

/** A program, synthesized: its YAML, its model, and what a cluster would have beside it. */
export interface Synthesized { readonly name: string; readonly yaml: string; readonly resolved: Resolved; readonly objects: readonly KubeObject[]; readonly trustDomain: string; /** MeshConfig of the installation, for the oracle. */ readonly meshConfig: string; /** How many of them the program writes. */ readonly emitted: number }

export async function synthesize(oracle: Oracle, name: string, build: (app: App) => unknown, outdir: string): Promise<Synthesized> {
  const app = new MeshApp({ outdir });
  build(app);
  const yaml = withoutInstalled(app, app.synthYaml());
  const { resolved } = Host.of(app).compile();
  const emitted = readYaml(yaml);
  const settings = settingsOf(app);
  const providers = (settings.meshConfig.extensionProviders ?? []).flatMap(({ name: _, ...kinds }) => Object.values(kinds) as { readonly service?: string; readonly port?: number }[]);
  return {
    name, yaml, resolved, emitted: emitted.length, trustDomain: settings.trustDomain, meshConfig: JSON.stringify({ trustDomain: settings.trustDomain, ...settings.meshConfig }),
    objects: [...emitted, ...existingObjects(resolved, emitted, await oracle.certificate(), providers)],
  };
}

/** Facts of the installation that the app's meshes are compiled for; they share one target. */
function settingsOf(app: App): { readonly trustDomain: string; readonly meshConfig: IstioMeshConfig } {
  const mesh = app.node.findAll().find(isMesh);
  return (mesh?.target as unknown as { settings?: { trustDomain: string; meshConfig: IstioMeshConfig } } | undefined)?.settings ?? { trustDomain: 'cluster.local', meshConfig: {} };
}

/** What Istio's validation and all of its analyzers have against the YAML; nothing of that may be left unexplained. */
export async function acceptMesh(oracle: Oracle, mesh: Synthesized): Promise<string[]> {
  const added = mesh.objects.slice(mesh.emitted);
  const [results, messages] = await Promise.all([
    oracle.validate(mesh.name, mesh.yaml),
    oracle.analyze(mesh.name, mesh.yaml + asYaml([...added.filter(notPod), ...clusterObjects(mesh.objects, podsOf(mesh.objects))]), mesh.meshConfig),
  ]);
  const problems = results.flat().filter((finding) => finding.level === 'error').map((finding) => `${finding.source}: ${finding.kind} ${finding.ns}/${finding.name} ${finding.path ?? ''} ${finding.message}`);
  for (const finding of results.flat()) {
    if (finding.level === 'warning' && allowed({ code: 'webhook', message: finding.message, resource: `${finding.kind} ${finding.ns}/${finding.name}` }) === undefined) problems.push(`webhook warning: ${finding.kind} ${finding.ns}/${finding.name} ${finding.message}`);
  }
  for (const message of messages) if (allowed(message) === undefined) problems.push(`${message.code} ${message.level}: ${message.resource ?? ''} ${message.message}`);
  return problems;
}

/** istiod's configuration of every proxy of a program. */
export async function proxiesOf(oracle: Oracle, mesh: Pick<Synthesized, 'name' | 'objects' | 'meshConfig'>): Promise<readonly ProxyView[]> {
  const pods = podsOf(mesh.objects);
  const meshed = pods.filter((pod) => pod.meshed || pod.router);
  const yaml = asYaml([...withAddresses(mesh.objects).filter(notPod), ...clusterObjects(mesh.objects, pods)]);
  const configs = await oracle.config(mesh.name, yaml, meshed.map(proxyOf), mesh.meshConfig);
  return configs.map((config, i) => new ProxyView(meshed[i], config));
}

/** The model's word against istiod's. */
export function intentOf(mesh: Synthesized, proxies: readonly ProxyView[]): Intent {
  return new Intent({ resolved: mesh.resolved, proxies, trustDomain: mesh.trustDomain }).run();
}
