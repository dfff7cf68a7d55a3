import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { IstioControlPlaneProps } from '../../../lib/control-plane/istio';
import { objectsFromCharts } from '../../../lib/control-plane/istio/chart/objects';
import { releasesOf } from '../../../lib/control-plane/istio/chart/values';
import { CallError } from '../../../lib/constructs/call-error';
import type { Manifest } from '../../../lib/manifests/manifest';
import { stringifyAll } from '../../../lib/manifests/yaml';
import { differencesOf, shown, type Found } from './compare';
import { differences } from './differences';
import type { Charts } from './render';

/** What `fromChart` adds and mends, all of it on purpose. */
function isMeant({ kind, path, ours, theirs, object }: Found): boolean {
  if (path === '') return kind === 'Namespace' || (kind === 'ResourceQuota' && theirs === undefined);
  if (kind === 'ValidatingWebhookConfiguration') return path.endsWith('failurePolicy') && ours === undefined && theirs === 'Ignore';
  if (kind === 'Deployment') return /volumes\.(cacerts|istio-csr-dns-cert)\.secret\.optional$/.test(path) && ours === undefined;
  // Nothing reads this copy of the values, and nobody lays props on it.
  if (kind === 'ConfigMap' && /^data\.(merged|original)-values$/.test(path)) return true;
  // No template of the chart asks for these.
  if (kind === 'ConfigMap' && /^data\.values\.(global\.resourceScope|pilot\.cni\.(ambient|chained|provider|resourceQuotas|cni\w+))/.test(path)) return true;
  // Objects that a prop adds are ours.
  return path.startsWith('metadata.labels') && object?.metadata.labels?.['app.kubernetes.io/managed-by'] === 'cdk8s-mesh';
}

/** Sources of charts name images that nobody published. */
const IMAGE = { hub: 'registry.example.com/istio', tag: '1.31.1' };

/** Rendered with the props, and by Helm with values that mean the same. */
export function fromCharts(charts: Charts, props: IstioControlPlaneProps): string[] {
  const { objects } = objectsFromCharts('charts', { ...props, image: { ...IMAGE, ...props.image }, charts: charts.folder, helm: charts.helm });
  return problems(objects, rendered(charts, props));
}

/** Rendered by Helm without the props, and the props laid on that; `undefined`: they are refused, because nothing tells what some of them are about. */
export function onRendered(charts: Charts, props: IstioControlPlaneProps): string[] | undefined {
  const { namespace, revision, cni, ambient, image, remote, clusterName, network } = props;
  const where = (agent: boolean | { readonly namespace?: string } | undefined) => (typeof agent === 'object' ? { namespace: agent.namespace } : agent && props.platform === 'openshift' ? { namespace: 'kube-system' } : agent);
  return onFiles(charts, props, { namespace, revision, cni: where(cni ?? (props.platform === 'openshift' && ambient ? true : undefined)), ambient: where(ambient), image: { variant: image?.variant }, ...(remote && { remote, clusterName, network }) });
}

/** The props laid on what Helm rendered with others. */
export function onFiles(charts: Charts, props: IstioControlPlaneProps, others: IstioControlPlaneProps): string[] | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'rendered-'));
  try {
    const file = join(folder, 'istio.yaml');
    writeFileSync(file, stringifyAll(rendered(charts, others)));
    return problems(objectsFromCharts('rendered', { ...props, rendered: file }).objects, rendered(charts, props));
  } catch (error) {
    if (error instanceof CallError && error.message.includes('would say what the charts do by themselves')) return undefined;
    throw error;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const rendered = (charts: Charts, props: IstioControlPlaneProps): readonly Manifest[] => releasesOf('charts', { profile: 'upstream', ...props, image: { ...IMAGE, ...props.image } }).flatMap((release) => charts.render(release));
const problems = (ours: readonly Manifest[], theirs: readonly Manifest[]): string[] => differencesOf(ours.filter((o) => o.kind !== 'CustomResourceDefinition'), theirs).filter((f) => !isMeant(f) && !differences.some((d) => d.of(f))).map(shown);
