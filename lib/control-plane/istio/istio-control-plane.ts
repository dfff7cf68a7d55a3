import { Chart, JsonPatch } from 'cdk8s';
import type { Construct } from 'constructs';
import { show } from '../../constructs/arguments';
import { CallError } from '../../constructs/call-error';
import { KIND } from '../../constructs/declare';
import { INSTALLATION, type Installation, type Installs } from '../../constructs/installation';
import { knownProps } from '../../constructs/known-props';
import type { KindName, PatchOf } from '../../constructs/patch-types';
import { captureSource } from '../../constructs/source';
import { Tree } from '../../constructs/tree';
import { isObject } from '../../manifests/is-object';
import type { Manifest } from '../../manifests/manifest';
import { Istio } from '../../targets/istio';
import type { FromChartProps } from './chart/options';
import type { ChartParts, ChartValues } from './chart/values';
import { problemsOf } from './check';
import { ControlPlaneObject } from './control-plane-object';
import { contradictions, proxiesOf } from './facts';
import { hinted } from './hints';
import { IstioRevision } from './istio-revision';
import { charts, chartValues, components } from './loaded';
import { stageOf } from './order';
import type { IstioControlPlaneProps } from './props/control-plane';
import { CHART_PROPS, CONTROL_PLANE_PROPS } from './props/names';
import type { RevisionTag } from './revision-tag';
import { tell } from './tell';

/**
 * Istio's control plane: what its charts base, istiod, cni and ztunnel install, from typed props. A chart of its own, so `cdk8s synth` writes it to a file of its own. A `Mesh` in the same app is
 * compiled for it without a word: revision, trust domain, root namespace, mesh config.
 */
export class IstioControlPlane extends Chart implements Installs {
  /** Chart's own test is inherited and says yes to every chart. */
  static override [Symbol.hasInstance](o: unknown): o is IstioControlPlane { return typeof o === 'object' && o !== null && (o as { [KIND]?: unknown })[KIND] === 'control-plane' && Function.prototype[Symbol.hasInstance].call(this, o); }

  /**
   * The same from Istio's own charts: rendered by Helm on the PATH, or from files that it rendered before. Typed props lie on top of the charts' values; what is left out is as the charts have it.
   * Meshes know it as they know any other. Tags and gateways that are declared in it are this library's own.
   */
  static fromChart(scope: Construct, id: string, props: FromChartProps): IstioControlPlane { return new IstioControlPlane(scope, id, props, { charts: props }); }

  /** Values of Istio's own charts that mean the same as the props, by chart, for those who go back to Helm; what the charts do by themselves is left out. */
  static valuesOf(props: IstioControlPlaneProps, parts: ChartParts = {}): ChartValues {
    knownProps(undefined, CONTROL_PLANE_PROPS, props);
    return chartValues().valuesOf(props, parts);
  }

  readonly [KIND] = 'control-plane';
  /** What the control plane was declared with. */
  readonly props: IstioControlPlaneProps;
  /** The first revision. More are declared with `IstioRevision`. */
  readonly revision: IstioRevision;
  /** Namespace of istiod. */
  readonly namespaceName: string;
  /** @internal */
  readonly source = captureSource();
  /** @internal Where its objects come from, if not from this library. */
  readonly charts?: FromChartProps;
  private readonly told = tell(this);

  constructor(scope: Construct, id: string, props: IstioControlPlaneProps = {}, /** @internal */ internal: { readonly charts?: FromChartProps } = {}) {
    if (!scope?.node) throw new CallError(undefined, `control plane '${id}' has no scope`, `declare it in an app: new IstioControlPlane(app, '${id}')`);
    super(scope, id, { labels: props?.labels, disableResourceNameHashes: props?.disableResourceNameHashes ?? true });
    if (new.target === IstioControlPlane) knownProps(this.node.path, internal.charts ? CHART_PROPS : CONTROL_PLANE_PROPS, props);
    this.props = props;
    this.charts = internal.charts;
    const fromCharts = this.charts && charts().objectsFromCharts(this.node.path, this.charts);
    this.revision = new IstioRevision(this, props.revision ?? 'default', {}, { first: fromCharts ?? 'native' });
    this.namespaceName = this.revision.settings.namespace;
    if (!fromCharts) this.put(this, components().controlPlaneObjects(this.node.path, props, this.revision.settings));
    this.node.addValidation({ validate: () => this.problems() });
  }

  /** What a Mesh is compiled to that is served by the first revision; a Mesh of the same app takes it by itself. */
  sidecar(): Istio { return this.revision.sidecar(); }

  /** All revisions, in the order of their declaration. */
  get revisions(): readonly IstioRevision[] { return this.node.findAll().filter((c): c is IstioRevision => (c as { [KIND]?: unknown })[KIND] === 'istio-revision'); }
  /** All tags, in the order of their declaration. */
  get tags(): readonly RevisionTag[] { return this.node.findAll().filter((c): c is RevisionTag => (c as { [KIND]?: unknown })[KIND] === 'revision-tag'); }

  /**
   * Changes an object, last of all and before it is validated: `controlPlane.patch('Deployment', 'istiod', { spec: { … } })`. Objects are merged, `null` deletes, everything else replaces; or
   * give JsonPatches of cdk8s.
   */
  patch<K extends KindName>(kind: K, name: string, change: PatchOf<K>, options: { /** Where names repeat. @default - any namespace */ readonly namespace?: string } = {}): this {
    const all = this.objects.filter((o) => o.kind === kind);
    const matches = all.filter((o) => o.name === name && (options.namespace === undefined || o.content.metadata.namespace === options.namespace));
    if (matches.length !== 1) {
      const why = matches.length ? `writes several ${kind}s '${name}'` : `writes no ${kind} '${name}'`;
      throw new CallError(this.node.path, `the control plane ${why}`, matches.length ? 'name the namespace' : all.length ? `there are: ${all.map((o) => o.name).join(', ')}` : `it writes no ${kind} at all`);
    }
    if (Array.isArray(change) || change instanceof JsonPatch) matches[0]!.addJsonPatch(...([change].flat() as JsonPatch[]));
    else matches[0]!.merge(partOf(this.node.path, `${kind} '${name}'`, change));
    return this;
  }

  /** Everything that it writes, in an order that can be applied: namespaces, CRDs, what pods need, pods, webhooks, and the rest. */
  manifests(): readonly Manifest[] { return this.objects.map((o) => o.content); }

  override toJson(): any[] {
    const problems = this.problems();
    if (problems.length) throw new Error(`${this.node.path}: ${problems.join('\n  ')}`);
    return this.objects.map((o) => o.toJson());
  }

  /** @internal Objects of one of its parts: those of the scope that is asked for, with the hints for what applies them. */
  put(part: Construct, manifests: Iterable<Manifest>): readonly ControlPlaneObject[] {
    const istiod = this.props.remote && !this.props.remote.localInjector ? 'elsewhere' : 'here';
    const put = components().scoped(this.props.scope, manifests).map((manifest) => new ControlPlaneObject(part, hinted(manifest, this.props.hints, istiod)));
    Tree.of(this).changed();
    return put;
  }

  get [INSTALLATION](): Installation {
    return {
      target: this.sidecar(),
      contradictions: (target) => (target instanceof Istio ? contradictions(this, target) : []),
      help: 'leave the target out, or take it from the control plane: target: controlPlane.sidecar()',
      proxies: (target) => (target instanceof Istio ? proxiesOf(this, target) : undefined),
    };
  }

  /** In the order in which they are applied. */
  private get objects(): readonly ControlPlaneObject[] {
    // `instanceof` alone says yes to every ApiObject that users put into it.
    const all = this.node.findAll().filter((c): c is ControlPlaneObject => c instanceof ControlPlaneObject && 'merge' in c);
    return all.map((object) => ({ object, stage: stageOf(object.content) })).sort((a, b) => a.stage - b.stage).map(({ object }) => object);
  }

  private problems(): string[] {
    return this.told(problemsOf(this, this.objects));
  }
}

/** What is merged over an object leaves it one, with metadata. */
function partOf(at: string, of: string, change: unknown): object {
  const refused = (what: string, value: unknown): CallError => new CallError(at, `${what} of the patch of ${of} must be an object, not ${show(value)}`, 'write the part that changes, as { metadata: { labels: { … } } }; null deletes a field within');
  if (!isObject(change)) throw refused('the change', change);
  if (change.metadata !== undefined && !isObject(change.metadata)) throw refused('metadata', change.metadata);
  return change;
}
