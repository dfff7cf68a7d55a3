import { Construct } from 'constructs';
import { show } from '../../constructs/arguments';
import { CallError } from '../../constructs/call-error';
import { KIND } from '../../constructs/declare';
import type { RunsGateway } from '../../constructs/installation';
import { knownProps } from '../../constructs/known-props';
import { objectProblems } from './check-objects';
import { undiscovered } from './discovery-selectors';
import type { IstioControlPlane } from './istio-control-plane';
import type { IstioRevision } from './istio-revision';
import { components } from './loaded';
import { stageOf } from './order';
import type { IstioGatewayProps } from './props/gateway';
import { GATEWAY_PROPS } from './props/names';
import type { RevisionTag } from './revision-tag';
import { tell } from './tell';

export interface GatewayProps extends IstioGatewayProps {
  /** Whose proxies its pods get. A tag moves them with the rest of an upgrade. @default - the first revision of the control plane that it is declared in */
  readonly revision?: IstioRevision | RevisionTag;
}

/**
 * Pods, Service and rights of a gateway, owned by who runs the platform. Meshes serve on it by name: `new MeshGateway(mesh, 'public', { existing: ingress, listeners: […] })`. A gateway that belongs
 * to one mesh needs none of this: a MeshGateway deploys its own.
 */
export class IstioGateway extends Construct implements RunsGateway {
  readonly [KIND] = 'istio-gateway';
  /** Namespace of its pods. */
  readonly namespace: string;
  /** Labels that select its pods. */
  readonly labels: Readonly<Record<string, string>>;
  /** Name of the ServiceAccount that it runs as. */
  readonly serviceAccount: string;
  /** Port of its Service → port of its pods, where the two differ. */
  readonly ports: Readonly<Record<number, number>>;

  /**
   * In the control plane, whose file it is written to, or in any other chart, for a file, a folder or a deployment of its own: then `revision` says whose it is.
   */
  constructor(scope: Construct, name: string, props: GatewayProps = {}) {
    const plane = planeOf(scope, name, props);
    super(scope, name);
    if (new.target === IstioGateway) knownProps(this.node.path, GATEWAY_PROPS, props);
    const { revision = plane.revision, ...rest } = props;
    const isTag = 'tag' in revision;
    const settings = components().gatewaySettings(this.node.path, name, rest, (isTag ? revision.revision : revision).settings, isTag ? revision.tag : revision.settings.revision);
    this.namespace = settings.namespace;
    this.labels = settings.selector;
    this.serviceAccount = settings.serviceAccountName;
    const named = (settings.additionalContainers ?? []).flatMap((c) => c.ports ?? []);
    const podPorts = settings.ports.map(({ port, targetPort = port }) => [port, typeof targetPort === 'number' ? targetPort : named.find((p) => p.name === targetPort)?.containerPort ?? port] as const);
    this.ports = Object.fromEntries(podPorts.filter(([port, podPort]) => podPort !== port));
    const put = plane.put(this, [...components().gatewayObjects(settings)].sort((a, b) => stageOf(a) - stageOf(b)));
    // Its objects are the control plane's to judge only where they are part of it.
    const { settings: served } = isTag ? revision.revision : revision;
    const problems = () => [...undiscovered({ path: this.node.path, source: plane.source, namespace: this.namespace }, served, put), ...(scope === plane ? [] : objectProblems(put, plane))];
    const told = tell(this);
    this.node.addValidation({ validate: () => told(problems()) });
  }
}

function planeOf(scope: Construct, name: string, props: GatewayProps | null): IstioControlPlane {
  // Of props that are none is told when it is there.
  const revision = props?.revision;
  const isPlane = (scope as { [KIND]?: unknown } | undefined)?.[KIND] === 'control-plane';
  if (revision === undefined) {
    if (isPlane) return scope as IstioControlPlane;
    throw new CallError(scope?.node?.path, `nothing says which control plane gateway '${name}' is of`, `declare it there: new IstioGateway(controlPlane, '${name}'), or say revision: controlPlane.revision; in a mesh a gateway is a MeshGateway`);
  }
  if (!scope?.node || !['istio-revision', 'revision-tag'].includes((revision as { [KIND]?: string } | null)?.[KIND] ?? '')) {
    throw new CallError(scope?.node?.path, scope?.node ? `revision of gateway '${name}' must be an IstioRevision or a RevisionTag, not ${show(revision)}` : `gateway '${name}' has no scope`, `new IstioGateway(controlPlane, '${name}', { revision: controlPlane.revision })`);
  }
  const plane = ('tag' in revision ? revision.revision : revision).node.scope as IstioControlPlane;
  if (isPlane && scope !== (plane as Construct)) throw new CallError(scope.node.path, `the revision of gateway '${name}' is of another control plane, ${plane.node.path}`, 'declare the gateway in that one, or in a chart of its own');
  return plane;
}
