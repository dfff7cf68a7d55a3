import type { IstioControlPlaneProps } from '../props/control-plane';
import { platformFacts } from './platforms';

/** Whether there is an agent on every node, and the namespace that it has, or would have. */
interface NodeAgent { readonly wanted: boolean; readonly namespace: string }

/** The two node agents of a control plane; `namespace` is istiod's. */
export function nodeAgents({ ambient = false, cni, platform }: IstioControlPlaneProps, namespace: string): Readonly<Record<'cni' | 'ztunnel', NodeAgent>> {
  const { agents = namespace, constraint } = platformFacts(platform);
  const placeOf = (given: IstioControlPlaneProps['ambient' | 'cni']): string => (typeof given === 'object' ? given.namespace : undefined) ?? agents;
  // Where init containers may not change the network of their pods, the plugin does.
  const needed = ambient !== false || constraint !== undefined;
  return { cni: { wanted: cni === undefined ? needed : cni !== false, namespace: placeOf(cni) }, ztunnel: { wanted: ambient !== false, namespace: placeOf(ambient) } };
}
