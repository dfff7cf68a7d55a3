import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { IstioControlPlaneProps } from '../../../lib/control-plane/istio';
import { objectsFromCharts } from '../../../lib/control-plane/istio/chart/objects';
import { releasesOf } from '../../../lib/control-plane/istio/chart/values';
import type { Manifest } from '../../../lib/manifests/manifest';
import { stringifyAll } from '../../../lib/manifests/yaml';
import { differencesOf, shown, type Found } from './compare';
import type { Charts } from './render';

/** What `fromChart` adds and mends, all of it on purpose. */
function isMeant({ kind, path, ours, theirs, object }: Found): boolean {
  if (path === '') return kind === 'Namespace' || (kind === 'ResourceQuota' && theirs === undefined);
  if (kind === 'ValidatingWebhookConfiguration') return path.endsWith('failurePolicy') && ours === undefined && theirs === 'Ignore';
  if (kind === 'Deployment') return /volumes\.(cacerts|istio-csr-dns-cert)\.secret\.optional$/.test(path) && ours === undefined;
  // Nothing reads this copy of the values, and nobody lays props on it.
  if (kind === 'ConfigMap' && /^data\.(merged|original)-values$/.test(path)) return true;
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

/** Rendered by Helm without the props, and the props laid on that. */
export function onRendered(charts: Charts, props: IstioControlPlaneProps): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'rendered-'));
  try {
    const file = join(folder, 'istio.yaml');
    const { namespace, revision, cni, ambient } = props;
    const plain = rendered(charts, { namespace, revision, cni: cni === undefined ? undefined : cni !== false, ambient: ambient === undefined ? undefined : ambient !== false });
    writeFileSync(file, stringifyAll(plain));
    return problems(objectsFromCharts('rendered', { ...props, rendered: file }).objects, rendered(charts, props));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const rendered = (charts: Charts, props: IstioControlPlaneProps): readonly Manifest[] => releasesOf('charts', { profile: 'upstream', ...props, image: { ...IMAGE, ...props.image } }).flatMap((release) => charts.render(release));
const problems = (ours: readonly Manifest[], theirs: readonly Manifest[]): string[] => differencesOf(ours.filter((o) => o.kind !== 'CustomResourceDefinition'), theirs).filter((f) => !isMeant(f)).map(shown);
