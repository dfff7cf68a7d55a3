import type { Construct } from 'constructs';
import type { GrantFacts, Id } from '../model';
import { notEmpty, serviceName, text } from './arguments';
import { type Call, requestFacts } from './call';
import { CallError } from './call-error';
import { CallingElement } from './caller';
import { DECLARE, KIND, kindOf, type ModelBuilder } from './declare';
import { ABOUT } from './element';
import { knownProps, type PropNames } from './known-props';
import type { MeshGateway } from './mesh-gateway';
import { isMesh } from './mesh';
import type { MeshNamespace } from './mesh-namespace';
import type { MeshWorkload } from './mesh-workload';
import { checkNamespace, namespaceIdOf, namespaceNameOf } from './namespace-of';
import { Pods } from './pods';
import { PODS } from './pods-of';
import { type Port, portFacts } from './port';
import { type Source, sourceFact, type SourceLike } from './request-source';
import { captureSource } from './source';
import type { Workload } from './workload';

/** Props of a service, without what is behind it. */
export interface ServiceProps {
  /** @default - the mesh's own namespace */
  readonly namespace?: MeshNamespace;
  /** At least one. */
  readonly ports: readonly Port[];
  /** Clients connect to the pods themselves: it takes no split, version route, load balancing or outlier detection. @default false */
  readonly headless?: boolean;
  /** Name of a ServiceAccount that is there already: the identity it runs as. @default - that of its own pods, if they name one; else one of the workload's name, emitted with it */
  readonly serviceAccount?: string;
  /** The Kubernetes Service is there already: none is written. @default false */
  readonly existing?: boolean;
}
/** One workload (it is version `v1` from the first day, so that a canary later renames nothing) or one per version. */
export type Behind<V extends string> =
  | { readonly workload: Workload; readonly versions?: never }
  | { readonly versions: Readonly<Record<V, Workload>>; readonly workload?: never };

const NAMES: PropNames<ServiceProps & Behind<string>> = { namespace: 0, ports: 0, headless: 0, serviceAccount: 0, existing: 0, workload: 0, versions: 0 };

/**
 * A service of the mesh: a host with ports, and the pods behind it. Its id is its name.
 * Version names are literal types: `version('v9')` does not compile where there is no v9.
 */
export class MeshService<V extends string = never> extends CallingElement {
  readonly [KIND] = 'service';
  /** @internal */
  readonly [PODS]: Pods;
  /** Names its versions; never set. */
  declare protected readonly versionNames: V;
  private readonly props: ServiceProps & Behind<V>;
  private declaredGrants?: Omit<GrantFacts, 'mesh' | 'service' | 'from'>[];
  private grantedTo?: SourceLike[];

  constructor(scope: Construct, id: string, props: ServiceProps & Behind<V>) {
    super(scope, id, 'MeshService');
    const about = this[ABOUT];
    if (new.target === MeshService) knownProps(about.id, NAMES, props);
    serviceName(about.id, 'the id of a service', id);
    notEmpty(about.id, 'ports', props.ports);
    checkNamespace(about.id, props.namespace);
    for (const port of props.ports) if (kindOf(port) !== 'port') throw new CallError(about.id, 'ports are written with Port', 'as in Port.http(8080)');
    if ((props.workload === undefined) === (props.versions === undefined)) throw new CallError(about.id, `a service has either a workload or versions, not ${props.workload ? 'both' : 'neither'}`, 'give `workload` for one, `versions: { v1: …, v2: … }` for several');
    if (props.versions && Object.keys(props.versions).length === 0) throw new CallError(about.id, 'versions must name at least one', 'give `workload` for a service without versions');
    if (props.serviceAccount !== undefined) text(about.id, 'serviceAccount', props.serviceAccount);
    const versions: Record<string, Workload> = props.versions ?? { v1: props.workload! };
    for (const [name, workload] of Object.entries(versions)) if (kindOf(workload) !== 'workload') throw new CallError(about.id, `${props.versions ? `version ${name}` : '`workload`'} is no Workload`, "as in Workload.container({ image: '…' })");
    this.props = props;
    this[PODS] = Pods.of(this.node.root, { about, name: id, versions, namespace: props.namespace, serviceAccount: props.serviceAccount });
    for (const port of props.ports) if (typeof port.options.targetPort === 'string' && !this[PODS].hasConstructs) throw new CallError(about.id, `port ${port.number} names its targetPort '${port.options.targetPort}', and no pod of the app says which number that is`, `give both: targetPort: { name: '${port.options.targetPort}', number: … }`);
  }

  /** Its full name in the cluster's DNS. */
  get host(): string {
    const { owner } = this[ABOUT];
    return `${this.node.id}.${namespaceNameOf(this, this.props.namespace)}.svc.${(isMesh(owner) && owner.target?.clusterDomain) || 'cluster.local'}`;
  }

  /** One of its versions, as a destination or for a policy. */
  version(name: V): ServiceVersion {
    const versions: object | undefined = this.props.versions;
    if (!versions || !Object.hasOwn(versions, name)) throw new CallError(this[ABOUT].id, `has no version '${name}'`, versions ? `it has ${Object.keys(versions).join(', ')}` : 'it was declared with one workload: give `versions` to name several');
    return new ServiceVersion(this, name);
  }

  /** All endpoints, past the service's own split and rules. A service named as a destination means its default rule. */
  get endpoints(): Endpoints { return new Endpoints(this); }

  /** Accepts calls of another owner's service, or of somebody outside the app; `what` limits them. */
  allows(caller: MeshService<any> | MeshWorkload | MeshGateway | Source, ...what: Call[]): this {
    const at = this[ABOUT].id;
    sourceFact(at, caller);
    (this.declaredGrants ??= []).push({ origin: { path: at, source: captureSource() }, only: requestFacts(at, what) });
    (this.grantedTo ??= []).push(caller);
    this[ABOUT].tree.changed();
    return this;
  }

  /** @internal */
  [DECLARE](into: ModelBuilder): void {
    const { id, origin, mesh, groups } = this[ABOUT];
    const { props } = this;
    const namespace: Id = namespaceIdOf(into, this, props.namespace);
    const pods = this[PODS].declare(into, namespace);
    into.services.push({
      id, origin, mesh, namespace, groups, name: this.node.id, ports: portFacts(props.ports, pods.lookUp), headless: props.headless ?? false, existing: props.existing ?? false,
      workload: pods.id, versioned: props.versions !== undefined,
    });
    this.declareCalls(into, pods.id);
    this.declaredGrants?.forEach((grant, i) => into.grants.push({ ...grant, mesh, service: id, from: sourceFact(id, this.grantedTo![i]) }));
  }
}

/** One version of a service. */
export class ServiceVersion {
  readonly [KIND] = 'version';
  /** @internal */
  constructor(readonly service: MeshService<any>, readonly name: string) { Object.freeze(this); }
}
/** All endpoints of a service. */
export class Endpoints {
  readonly [KIND] = 'endpoints';
  /** @internal */
  constructor(readonly service: MeshService<any>) { Object.freeze(this); }
}
