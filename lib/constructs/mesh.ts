import { Chart, JsonPatch, type ChartProps } from 'cdk8s';
import type { Construct } from 'constructs';
import type { MeshTarget, NamespaceFacts } from '../model';
import { dnsLabel, oneOf, plainCopy, show } from './arguments';
import { CallError } from './call-error';
import type { MeshPatch } from './customization';
import { DECLARE, KIND, kindOf, type ModelBuilder } from './declare';
import { ABOUT, aboutMesh, type About } from './element';
import { knownProps, type PropNames } from './known-props';
import { captureSource } from './source';
import { Tree } from './tree';
import { AccessMode, CallsFromOthers, Egress, MtlsMode, Visibility } from './modes';
import type { KindName, PatchOf } from './patch-types';

/** Props of a mesh. */
export interface MeshProps extends Omit<ChartProps, 'namespace'> {
  /** Namespace of what names none; created by the mesh, unless a MeshNamespace of this name says otherwise. @default - the chart's id */
  readonly namespace?: string;
  /** What the mesh is compiled to, with the facts of the installation. Share one target between the meshes of an app. @default Istio.sidecar() */
  readonly target?: MeshTarget;
  /** Whether plaintext is accepted between the pods. @default MtlsMode.STRICT */
  readonly mtls?: MtlsMode;
  /** Who may call whom. @default AccessMode.DECLARED_CALLS */
  readonly access?: AccessMode;
  /** What each proxy knows of (Istio: Sidecar). @default - declared calls; everything unless `access` is DECLARED_CALLS */
  readonly visibility?: Visibility;
  /** Hosts that no ExternalService visible to the caller declares. Enforced by the caller's own proxy: a guard rail, no firewall. @default - Egress.DECLARED; ANY unless `access` is DECLARED_CALLS */
  readonly egress?: Egress;
  /** Calls that other meshes of this app declare and `allows()` does not name. Callers outside the app always need `allows()`. @default CallsFromOthers.REFUSED */
  readonly callsFromOthers?: CallsFromOthers;
  /** It alone runs the cluster's mesh, so it may write mesh-wide policies into the root namespace. @default false - policies of the mesh are written namespace by namespace */
  readonly ownsCluster?: boolean;
}
const NAMES: PropNames<MeshProps> = { labels: 0, disableResourceNameHashes: 0, namespace: 0, target: 0, mtls: 0, access: 0, visibility: 0, egress: 0, callsFromOthers: 0, ownsCluster: 0 };

/**
 * One owner's part of a mesh; a chart, so `cdk8s synth` writes it. It writes only into namespaces that it owns. Meshes of one app are compiled
 * together, so they may call each other.
 */
export class Mesh extends Chart {
  /** Chart's own test is inherited and says yes to every chart. */
  static override [Symbol.hasInstance](o: unknown): o is Mesh { return isMesh(o) && Function.prototype[Symbol.hasInstance].call(this, o); }

  readonly [KIND] = 'mesh';
  /** @internal */
  readonly [ABOUT]: About;
  private readonly given: MeshProps;
  private readonly patches: MeshPatch[] = [];

  constructor(scope: Construct, id: string, props: MeshProps = {}) {
    if (!scope?.node) throw new CallError(undefined, `mesh '${id}' has no scope`, `declare it in an app: new Mesh(app, '${id}')`);
    const at = scope.node.path ? `${scope.node.path}/${id}` : id;
    if (new.target === Mesh) knownProps(at, NAMES, props);
    const namespace = dnsLabel(at, 'the namespace of a mesh', props.namespace ?? id);
    super(scope, id, { ...props, namespace, disableResourceNameHashes: props.disableResourceNameHashes ?? true });
    this.given = {
      ...props, namespace,
      mtls: oneOf(at, 'mtls', props.mtls ?? MtlsMode.STRICT, Object.values(MtlsMode)),
      access: oneOf(at, 'access', props.access ?? AccessMode.DECLARED_CALLS, Object.values(AccessMode)),
      callsFromOthers: oneOf(at, 'callsFromOthers', props.callsFromOthers ?? CallsFromOthers.REFUSED, Object.values(CallsFromOthers)),
    };
    if (props.visibility !== undefined) oneOf(at, 'visibility', props.visibility, Object.values(Visibility));
    if (props.egress !== undefined) oneOf(at, 'egress', props.egress, Object.values(Egress));
    if (props.target !== undefined && typeof props.target?.clusterDomain !== 'string') throw noTarget(at, props.target);
    this[ABOUT] = aboutMesh(this);
    this.node.addValidation({ validate: () => Tree.of(this).host.validate(this) });
    Tree.of(this).changed();
  }

  /** What the mesh is compiled to; undefined stands for the default. */
  get target(): MeshTarget | undefined { return this.given.target; }

  override toJson(): any[] { return Tree.of(this).host.toJson(this); }

  /**
   * Changes an object that the mesh emits, last of all and before it is validated: `mesh.patch('DestinationRule', 'reviews', { spec: { … } })`.
   * Objects are merged, `null` deletes, everything else replaces; or give JsonPatches of cdk8s. That the object exists is checked when the mesh is compiled.
   */
  patch<K extends KindName>(kind: K, name: string, change: PatchOf<K>, options: { /** Where names repeat. @default - any namespace of the mesh */ readonly namespace?: string } = {}): this {
    const at = this[ABOUT].id;
    if (typeof change !== 'object' || change === null) throw new CallError(at, 'a patch is an object to merge, or JsonPatches');
    const operations = (Array.isArray(change) ? change : change instanceof JsonPatch ? [change] : undefined) as readonly JsonPatch[] | undefined;
    this.patches.push({ origin: { path: at, source: captureSource() }, kind, name, ...(options.namespace === undefined ? {} : { namespace: options.namespace }), change: operations ? { operations: [...operations] } : { merge: plainCopy(at, 'a patch', change) as object } });
    Tree.of(this).changed();
    return this;
  }

  /** @internal */
  [DECLARE](into: ModelBuilder): void {
    const { id, origin } = this[ABOUT];
    const given = this.given;
    const strict = given.access === AccessMode.DECLARED_CALLS;
    const namespace = into.namespaces.find((n) => n.mesh === id && n.name === given.namespace)?.id ?? this.ownNamespace(into);
    into.meshes.push({
      id, origin, name: this.node.id, namespace, mtls: given.mtls!, access: given.access!,
      visibility: given.visibility ?? (strict ? Visibility.DECLARED_CALLS : Visibility.ALL),
      egress: given.egress ?? (strict ? Egress.DECLARED : Egress.ANY),
      callsFromOthers: given.callsFromOthers!, ownsCluster: given.ownsCluster ?? false, labels: { ...given.labels },
    });
    into.namespaceOf.set(id, namespace);
    into.targets.set(id, given.target);
    if (this.patches.length) into.patches.set(id, [...this.patches]);
  }

  private ownNamespace(into: ModelBuilder): string {
    const { id, origin } = this[ABOUT];
    const facts: NamespaceFacts = { id: `${id}#namespace`, origin, mesh: id, name: this.given.namespace!, manage: 'create', labels: {} };
    into.namespaces.push(facts);
    return facts.id;
  }
}

/** A control plane, a revision or a tag is meant more often than not: each gives the target that stands for it. */
function noTarget(at: string, given: unknown): CallError {
  const gives = typeof (given as { sidecar?: unknown } | null)?.sidecar === 'function';
  return new CallError(at, `target must say what the mesh is compiled to, not ${gives ? 'a control plane, a revision or a tag itself' : show(given)}`, gives ? 'each says what a mesh is compiled to: target: controlPlane.sidecar()' : 'target: controlPlane.sidecar(), or Istio.sidecar() for one that is not of this app');
}

export const isMesh = (x: unknown): x is Mesh => kindOf(x) === 'mesh';
