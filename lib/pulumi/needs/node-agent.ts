import { at, type IndexedObject, type ObjectIndex } from '../object-index';
import { Stage } from '../stage';
import type { Need } from './need';

/** Istio's agents on the nodes: the control plane that they ask for certificates. Pods: the agents, which capture their traffic. */
export const nodeAgent: Need = ({ stage, pods }, index) => {
  if (stage === Stage.DataPlane) return [index.part(controlPlane)];
  if (stage !== Stage.Workload || !pods) return [];
  return [index.part(agents)];
};

const agents = (index: ObjectIndex): readonly IndexedObject[] => index.ofKind('apps', 'DaemonSet').filter((o) => o.stage === Stage.DataPlane);
const controlPlane = (index: ObjectIndex): readonly IndexedObject[] => index.objects.filter((o) => o.stage === Stage.ControlPlane);

/** A Gateway of the Gateway API: the class of it, and the control plane that makes its pods. */
export const gatewayClass: Need = ({ group, manifest }, index) => (group === 'gateway.networking.k8s.io' && manifest.kind === 'Gateway'
  ? [index.find(group, 'GatewayClass', '', String(at(manifest, 'spec', 'gatewayClassName'))), index.part(controlPlane)]
  : []);
