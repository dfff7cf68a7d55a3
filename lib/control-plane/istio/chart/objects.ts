import { oneOf } from '../../../constructs/arguments';
import { CallError } from '../../../constructs/call-error';
import { sortedManifest } from '../../../manifests/customize';
import type { Manifest } from '../../../manifests/manifest';
import { readManifests } from '../../../manifests/yaml';
import { baseObjects } from '../base';
import { scoped } from '../components';
import type { IstioControlPlaneProps, RevisionProps } from '../props/control-plane';
import { installSettings } from '../settings/install';
import { DEFAULT_TAG, revisionSettings } from '../settings/resolve';
import type { RevisionSettings } from '../settings/revision';
import { corrected } from './corrections';
import { factsOf } from './facts';
import { helmTemplate, type Helm } from './helm';
import { locate } from './locate';
import { over } from './merge';
import { propsOf } from './named-by-values';
import type { ChartSource, FromChartProps } from './options';
import { readRendered, withProps } from './rendered';
import { sparse } from './sparse';
import { releasesOf, type Release } from './values';

/** A control plane as Istio's charts write it. */
export interface FromCharts {
  /** In the order of the charts. */
  readonly objects: readonly Manifest[];
  /** What is known of its revision, read back from the objects: for meshes, and for those who look. */
  readonly settings: RevisionSettings;
}

/** Objects of Istio's own charts, with the typed props on top. */
export function objectsFromCharts(at: string, options: FromChartProps): FromCharts {
  const props = propsOf(at, options);
  const { charts, rendered, values } = options;
  if ((charts === undefined) === (rendered === undefined)) throw new CallError(at, charts === undefined ? 'neither charts nor rendered says where the objects come from' : 'charts and rendered exclude each other', "charts: 'oci://registry.istio.io/release/charts', or rendered: ['base.yaml', 'istiod.yaml']");
  if (rendered !== undefined && values !== undefined) throw new CallError(at, 'values say nothing of files that are rendered already', 'render them with these values, or give `charts`');
  for (const chart of Object.keys(values ?? {})) oneOf(at, 'a chart in values', chart, ['base', 'istiod', 'cni', 'ztunnel']);
  const objects = rendered !== undefined ? scoped(props.scope, withProps(at, props, readRendered(at, rendered))) : releasesOf(at, props).flatMap((release) => render(at, options, props, release));
  const settings = settingsOf(at, props, objects);
  const namespace = baseObjects(installSettings(at, { ...props, namespace: settings.namespace, revision: settings.revision }, settings)).filter((o) => (o.kind === 'Namespace' || o.kind === 'ResourceQuota') && !objects.some((same) => same.kind === o.kind && same.metadata.name === o.metadata.name));
  return { objects: [...scoped(props.scope, namespace), ...corrected(objects, props, settings)].map(sortedManifest), settings };
}

/** One istiod more, from the same charts. */
export function revisionFromCharts(at: string, options: FromChartProps, name: string, own: RevisionProps, tags: readonly string[] = []): FromCharts {
  if (options.charts === undefined) throw new CallError(at, `revision '${name}' cannot be had from rendered files`, 'one revision is rendered at a time: give `charts`');
  const props = propsOf(at, options);
  const release = releasesOf(at, props, { revision: { name, props: own }, tags }).find((r) => r.chart === 'istiod')!;
  const objects = render(at, options, { ...props, ...own }, release);
  const settings = settingsOf(at, { ...props, ...own, revision: name }, objects);
  return { objects: corrected(objects, props, settings).map(sortedManifest), settings };
}

function render(at: string, options: ChartSource, props: IstioControlPlaneProps, release: Release): readonly Manifest[] {
  const helm: Helm = { at, binary: options.helm ?? 'helm', timeoutMs: options.timeout?.toMilliseconds() ?? 120_000 };
  const { chart } = release;
  const raw = chart === 'gateway' ? {} : options.values?.[chart] ?? {};
  const values = over(raw, images(release, props), chart === 'istiod' ? 'pilot' : chart === 'cni' ? 'cni' : undefined);
  const text = helmTemplate(helm, { ...release, values }, locate(at, options.charts!, chart, options.chartVersion ?? props.image?.tag ?? DEFAULT_TAG));
  return readManifests(text, `${chart}.yaml`).manifests.map((m) => m.manifest);
}

/** Published charts know their images: only what is asked for is said. */
function images({ values }: Release, { image = {} }: IstioControlPlaneProps): Release['values'] {
  const asked = (map: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> => Object.fromEntries(Object.entries(map).filter(([key]) => (key !== 'hub' || image.hub !== undefined) && (key !== 'tag' || image.tag !== undefined)));
  return sparse({ ...asked(values), ...(values.global !== undefined && { global: asked(values.global as Readonly<Record<string, unknown>>) }) });
}

/** The props' settings, with what the objects say instead. */
function settingsOf(at: string, props: IstioControlPlaneProps, objects: readonly Manifest[]): RevisionSettings {
  // The cluster's half has nothing that istiod reads.
  if (props.scope === 'cluster') return revisionSettings(at, props, props.revision);
  const facts = factsOf(at, objects);
  const { namespace, revision, clusterDomain, clusterName, trustDomain, meshConfig, hub, tag } = facts;
  const elsewhere = facts.remote && { remote: { ...facts.remote, controlPlaneClusters: props.remote?.controlPlaneClusters }, network: props.network ?? facts.network };
  const image = { ...props.image, ...(hub !== undefined && { hub }), ...(tag !== undefined && { tag }) };
  // Its trust domain is the mesh config's, which the charts have from there.
  const settings = revisionSettings(at, { ...props, ...elsewhere, namespace, clusterDomain, clusterName, trustDomain, image, meshConfig }, revision);
  return { ...settings, meshConfig };
}
