import { Construct } from 'constructs';
import { CallError } from '../../constructs/call-error';
import { KIND } from '../../constructs/declare';
import type { IstioControlPlane } from './istio-control-plane';
import type { IstioRevision } from './istio-revision';
import { components } from './loaded';
import type { IstioGatewayProps } from './props/gateway';
import type { RevisionTag } from './revision-tag';

export interface GatewayProps extends IstioGatewayProps {
  /** Whose proxies its pods get. A tag moves them with the rest of an upgrade. @default - the control plane's first revision */
  readonly revision?: IstioRevision | RevisionTag;
}

/**
 * Pods, Service and rights of a gateway, owned by who runs the platform. Meshes serve on it by name: `new MeshGateway(mesh, 'public', { existing: ingress, listeners: […] })`. A gateway that belongs
 * to one mesh needs none of this: a MeshGateway deploys its own.
 */
export class IstioGateway extends Construct {
  readonly [KIND] = 'istio-gateway';
  /** Namespace of its pods. */
  readonly namespace: string;
  /** Labels that select its pods. */
  readonly labels: Readonly<Record<string, string>>;
  /** Name of the ServiceAccount that it runs as. */
  readonly serviceAccount: string;
  /** Port of its Service → port of its pods, where the two differ. */
  readonly ports: Readonly<Record<number, number>>;

  constructor(scope: IstioControlPlane, name: string, props: GatewayProps = {}) {
    if ((scope as { [KIND]?: unknown } | undefined)?.[KIND] !== 'control-plane') throw new CallError(scope?.node?.path, `gateway '${name}' is not declared in a control plane`, `new IstioGateway(controlPlane, '${name}'); in a mesh it is a MeshGateway`);
    super(scope, name);
    const { revision = scope.revision, ...rest } = props;
    const isTag = 'tag' in revision;
    const settings = components().gatewaySettings(this.node.path, name, rest, (isTag ? revision.revision : revision).settings, isTag ? revision.tag : revision.settings.revision);
    this.namespace = settings.namespace;
    this.labels = settings.selector;
    this.serviceAccount = settings.serviceAccountName;
    this.ports = Object.fromEntries(settings.ports.flatMap((p) => (typeof p.targetPort === 'number' && p.targetPort !== p.port ? [[p.port, p.targetPort]] : [])));
    scope.put(this, components().gatewayObjects(settings));
  }
}
