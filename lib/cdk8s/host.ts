import { type ApiObject, type App, Chart, YamlOutputType } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { compile, keyOf, type Compilation } from '../compile';
import { buildModel, type BuiltModel } from '../constructs/build-model';
import { installationsIn, runningGatewaysIn } from '../constructs/installation';
import { isMesh } from '../constructs/mesh';
import { installHost, Tree, type MeshHost } from '../constructs/tree';
import { renderDiagnostic, type Diagnostic } from '../diagnostics';
import { unshared } from '../manifests/customize';
import type { Manifest } from '../manifests/manifest';
import { selfRendering, selfRenderingBundle } from '../manifests/yaml';
import type { Id, MeshFacts, Origin } from '../model';
import type { CompileTarget, Emit } from '../targets/target';
import { MeshChecks } from './checks';
import { authorOf } from './customize';
import { Emitted } from './emitted';
import { writeFacts } from './facts-file';
import { foreignObjects } from './foreign';
import { installationOf, namespacesWrittenTwice, targetsOf } from './installed';
import { GATEWAY_KINDS, gatewaysAreInjected, gatewaysServedOn } from './installed-gateways';
import { proxiesServe } from './installed-proxies';
import { customResolvers, resolveManifest } from './resolvers';

/** Stock cdk8s spreads documents as call arguments; more than this many are handed over as one. */
const BUNDLE_FROM = 50_000;

export interface Compiled extends Compilation {
  readonly key: string;
  readonly built: BuiltModel;
  readonly ofMesh: ReadonlyMap<Id, readonly Diagnostic[]>;
}

/** One per construct tree, not per mesh: meshes call each other, so they are compiled together. Memoised on the tree's revision, so any way in may ask first. */
export class Host implements MeshHost {
  static of(construct: IConstruct): Host { return Tree.of(construct).host as Host; }

  private compiled?: Compiled;
  private readonly handles = new Map<string, Emitted>();
  /** Handles that a mode of cdk8s needed, not a user. */
  private readonly automatic = new Set<Emitted>();
  /** Meshes whose validation hook ran: the next `toJson()` is inside a synth. */
  private readonly tickets = new Set<IConstruct>();
  private readonly nodes = new Map<Id, IConstruct>();
  private warned?: Compiled;
  private told?: Compiled;
  private looked?: { readonly compiled: Compiled; readonly ofMesh: Map<IConstruct, Map<string, Manifest>> };

  /** How often it was compiled; for tests of the memo. */
  compilations = 0;
  /** Manifests are asked for as they are without their handles. */
  private bare = false;

  constructor(private readonly root: IConstruct) {}

  compile(): Compiled {
    if (this.compiled && this.compiled.key === this.keyFor(this.compiled.built)) return this.compiled;
    this.compilations++;
    const declared = buildModel(this.root);
    const installations = installationsIn(this.root), gateways = runningGatewaysIn(this.root);
    const { targets, diagnostics: installed } = targetsOf(declared, installations);
    const built = { ...declared, targets };
    // Rendered once, and only where somebody runs a gateway.
    let beside: readonly Manifest[] | undefined;
    const written = () => (beside ??= [...this.foreign(GATEWAY_KINDS)].map(({ manifest }) => manifest));
    const compilation = compile({
      model: built.model,
      targetOf: (mesh) => built.targets.get(mesh.id) as CompileTarget,
      diagnostics: [...built.diagnostics, ...installed, ...namespacesWrittenTwice(declared, this.root), ...gatewaysServedOn(declared, gateways, written), ...gatewaysAreInjected(built, gateways, written), ...proxiesServe(built, installations)],
      customize: (mesh, out, report) => authorOf(built, mesh, this.throughHandles(mesh, out), report),
      checks: MeshChecks.of(this.root).all,
      others: () => this.foreign(),
      installation: () => installationOf(built) ?? {},
    });
    const diagnostics = [...compilation.diagnostics, ...this.collidingFiles(compilation)];
    return (this.compiled = { ...compilation, diagnostics, key: this.keyFor(built), built, ofMesh: byMesh(diagnostics, built.model.meshes) });
  }

  /** Changes when the model, or what was done to handles, may have. */
  private keyFor(built: BuiltModel): string {
    let handles = '';
    if (this.handles.size > this.automatic.size) for (const handle of this.handles.values()) if (!this.automatic.has(handle)) handles += handle.fingerprint();
    return `${Tree.of(this.root).revision} ${built.fingerprint()} ${handles}`;
  }

  validate(mesh: IConstruct): string[] {
    this.tickets.add(mesh);
    this.tell();
    const errors = this.errorsOf(mesh);
    if (!errors.length && this.readsNodes()) this.createNodes(mesh);
    return errors.map((d) => renderDiagnostic(d, { severity: false, place: d.path !== mesh.node.path }));
  }

  errorsOf(mesh: IConstruct): readonly Diagnostic[] {
    return (this.compile().ofMesh.get(mesh.node.path) ?? []).filter((d) => d.severity === 'error');
  }

  /** Inside a synth: documents that print themselves. Called by a user: the tree is validated first, as stock does, and plain objects come back. */
  toJson(mesh: IConstruct): object[] {
    const inSynth = this.tickets.delete(mesh);
    if (!inSynth) { validateTree(this.root); this.endSynth(); }
    this.refuse(mesh);
    const out: object[] = [];
    this.documents(mesh as Chart, (m) => out.push(m));
    if (!inSynth) return out.map(unshared);
    this.warn();
    const bundles = out.length > BUNDLE_FROM && this.outputType() !== YamlOutputType.FILE_PER_RESOURCE;
    return bundles ? [selfRenderingBundle(out)] : out.map(selfRendering);
  }

  /** Everything that a chart writes, ours first. */
  documents(chart: Chart, put: (document: object) => void): void {
    if (isMesh(chart)) this.compile().lower(chart.node.path, put);
    for (const object of foreignObjects(chart, (o) => o instanceof Emitted)) put(object.toJson());
  }

  /** What charts write beside the meshes, of some kinds or of all. What cannot be rendered is left to the synth, which says so. */
  *foreign(kinds?: ReadonlySet<string>): Iterable<{ readonly manifest: Manifest; readonly origin: Origin }> {
    for (const chart of this.root.node.findAll()) if (Chart.isChart(chart)) for (const object of foreignObjects(chart, (o) => o instanceof Emitted)) {
      if (kinds?.has(object.kind) === false) continue;
      let manifest: Manifest;
      try { manifest = object.toJson() as Manifest; } catch { continue; }
      yield { manifest, origin: { path: object.node.path } };
    }
  }

  /** A hook that ran after ours may have added constructs. */
  refuse(mesh: IConstruct): void {
    const errors = this.errorsOf(mesh);
    if (errors.length) throw new Error(errors.map((d) => renderDiagnostic(d, { severity: false })).join('\n  '));
  }

  /** Warnings go to stderr, once for a compilation. */
  warn(): void {
    this.tell();
    const compiled = this.compile();
    if (this.warned === compiled) return;
    this.warned = compiled;
    const warnings = compiled.diagnostics.filter((d) => d.severity === 'warning');
    if (warnings.length) process.stderr.write(`${warnings.map((d) => renderDiagnostic(d)).join('\n')}\n`);
  }

  /** What whoever runs the app wants to know beside its YAML, once for a compilation. */
  tell(): void {
    const compiled = this.compile();
    if (this.told === compiled) return;
    this.told = compiled;
    writeFacts(compiled, installationOf(compiled.built), () => this.foreign());
  }

  /** A synth of our own is over, or never asked for `toJson()`. */
  endSynth(): void { this.tickets.clear(); }

  /** The ApiObject that stands for an emitted object. */
  handle(mesh: IConstruct, kind: string, name: string, namespace?: string): Emitted {
    const matches: Manifest[] = [];
    this.compile().lower(mesh.node.path, (m) => { if (m.kind === kind && m.metadata.name === name && (namespace === undefined || m.metadata.namespace === namespace)) matches.push(m); });
    if (matches.length !== 1) throw new Error(`${mesh.node.path}: ${matches.length ? 'several objects are' : 'no object is'} emitted as ${kind} '${name}'${namespace ? ` in ${namespace}` : ''}${matches.length ? '; name the namespace' : ''}`);
    const handle = this.handleOf(mesh, matches[0]);
    this.automatic.delete(handle);
    return handle;
  }

  /** One for every object that a mesh emits as it is now. */
  everyHandle(mesh: IConstruct): Emitted[] {
    const all: Manifest[] = [];
    this.compile().lower(mesh.node.path, (m) => all.push(m));
    const handles = all.map((m) => this.handleOf(mesh, m));
    for (const handle of handles) this.automatic.delete(handle);
    return handles;
  }

  private handleOf(mesh: IConstruct, manifest: Manifest): Emitted {
    const key = keyOf(manifest), known = this.handles.get(`${mesh.node.path} ${key}`);
    if (known) return known;
    const id = [manifest.kind, manifest.metadata.namespace, manifest.metadata.name].filter(Boolean).join('-');
    const handle = new Emitted(mesh as Chart, id, manifest, () => this.find(mesh, key));
    this.handles.set(`${mesh.node.path} ${key}`, handle);
    return handle;
  }

  /** What users did to handles, and resolvers of theirs; without either, nothing stands between the target and `out`. */
  private throughHandles(mesh: MeshFacts, out: Emit): Emit {
    const resolvers = customResolvers(this.root);
    if (this.bare || (!this.handles.size && !resolvers.length)) return out;
    return (manifest, origin) => out(this.throughHandle(mesh.id, manifest, resolvers), origin);
  }

  private throughHandle(mesh: Id, manifest: Manifest, resolvers = customResolvers(this.root)): Manifest {
    const handle = this.handles.get(`${mesh} ${keyOf(manifest)}`);
    const applied = handle ? handle.apply(manifest) : manifest;
    if (!resolvers.length) return applied;
    return resolveManifest(applied, resolvers, handle ?? this.automaticHandle(this.meshNode(mesh), manifest));
  }

  private meshNode(id: Id): IConstruct {
    if (!this.nodes.has(id)) for (const c of this.root.node.findAll()) if (isMesh(c)) this.nodes.set(c.node.path, c);
    return this.nodes.get(id)!;
  }

  private automaticHandle(mesh: IConstruct, manifest: Manifest): Emitted {
    const handle = this.handleOf(mesh, manifest);
    this.automatic.add(handle);
    return handle;
  }

  /** What handles stand for, looked up in one lowering for all of them. */
  private find(mesh: IConstruct, key: string): Manifest | undefined {
    const compiled = this.compile();
    if (this.looked?.compiled !== compiled) this.looked = { compiled, ofMesh: new Map() };
    let manifests = this.looked.ofMesh.get(mesh);
    if (!manifests) {
      this.looked.ofMesh.set(mesh, (manifests = new Map()));
      this.bare = true;
      try { compiled.lower(mesh.node.path, (m) => manifests!.set(keyOf(m), m)); } finally { this.bare = false; }
    }
    const manifest = manifests.get(key);
    return manifest && this.throughHandle(mesh.node.path, manifest);
  }

  private outputType(): YamlOutputType | undefined { return (this.root as Partial<App>).yamlOutputType; }
  /** The two places where stock cdk8s reads ApiObject nodes instead of `toJson()`. */
  private readsNodes(): boolean {
    return this.outputType() === YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE || (this.root as Partial<App> & { recordConstructMetadata?: boolean }).recordConstructMetadata === true;
  }

  private createNodes(mesh: IConstruct): void {
    for (const [key, old] of this.handles) {
      if (old.node.scope !== mesh || !this.automatic.delete(old)) continue;
      mesh.node.tryRemoveChild(old.node.id);
      this.handles.delete(key);
    }
    const all: Manifest[] = [];
    this.compile().lower(mesh.node.path, (m) => all.push(m));
    for (const manifest of all) if (!this.handles.has(`${mesh.node.path} ${keyOf(manifest)}`)) this.automaticHandle(mesh, manifest);
  }

  /** Stock names such files `Kind.name`: what one name in two namespaces would lose without a word. */
  private *collidingFiles(compilation: Compilation): Iterable<Diagnostic> {
    const type = this.outputType();
    if (type !== YamlOutputType.FILE_PER_RESOURCE && type !== YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE) return;
    if (compilation.diagnostics.some((d) => d.severity === 'error')) return;
    const files = new Map<string, string>();
    for (const mesh of compilation.model.meshes) {
      const found: Diagnostic[] = [];
      const folder = type === YamlOutputType.FILE_PER_RESOURCE ? '' : mesh.id;
      compilation.lower(mesh.id, (m, origin) => {
        const file = `${folder}/${m.kind}.${m.metadata.name}`;
        const other = files.get(file);
        if (other === undefined) { files.set(file, m.metadata.namespace ?? ''); return; }
        found.push({
          code: 'MESH1403', severity: 'error', path: origin.path, source: origin.source, object: { apiVersion: m.apiVersion, kind: m.kind, namespace: m.metadata.namespace, name: m.metadata.name },
          message: `${m.kind} '${m.metadata.name}' of namespaces '${other}' and '${m.metadata.namespace ?? ''}' would be written to one file`,
          help: 'choose YamlOutputType.FILE_PER_CHART or FILE_PER_APP: cdk8s names the files of single resources by kind and name alone',
        });
      });
      yield* found;
    }
  }
}

/** Diagnostics by the mesh whose construct, or whose construct below, they are about; those of none go to the first. */
function byMesh(all: readonly Diagnostic[], meshes: readonly MeshFacts[]): Map<Id, Diagnostic[]> {
  const out = new Map<Id, Diagnostic[]>(meshes.map((m) => [m.id, []]));
  for (const d of all) {
    let path = d.path ?? '';
    while (path && !out.has(path)) path = path.slice(0, Math.max(path.lastIndexOf('/'), 0));
    (out.get(path) ?? (meshes.length ? out.get(meshes[0].id) : undefined))?.push(d);
  }
  return out;
}

/** As stock cdk8s validates an app. */
export function validateTree(root: IConstruct): void {
  const errors = root.node.findAll().flatMap((c) => c.node.validate().map((e) => `[${c.node.path}] ${e}`));
  if (errors.length) throw new Error(`Validation failed with the following errors:\n  ${errors.join('\n  ')}`);
}

/** What is found in the meshes of an app, or in one mesh, without writing anything. */
export function diagnosticsOf(scope: IConstruct): readonly Diagnostic[] {
  const compiled = Host.of(scope).compile();
  return isMesh(scope) ? compiled.ofMesh.get(scope.node.path) ?? [] : compiled.diagnostics;
}

/** The ApiObject that stands for an object a mesh emits: for JsonPatch, metadata and dependencies as on any ApiObject. */
export function emittedObject(mesh: Chart, kind: string, name: string, namespace?: string): ApiObject {
  return Host.of(mesh).handle(mesh, kind, name, namespace);
}

/**
 * ApiObjects for all that a mesh emits at this moment, for code that walks the tree and changes every ApiObject (an aspect). Ask for them when
 * everything is declared: what is declared later has none. Thousands of nodes cost what they cost in stock cdk8s.
 */
export function emittedObjects(mesh: Chart): readonly ApiObject[] { return Host.of(mesh).everyHandle(mesh); }

installHost((root) => new Host(root));
