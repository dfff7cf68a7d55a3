import type { IstioControlPlane } from '../../../../lib/control-plane/istio';
import type { Case } from '../case';

type Chart = 'base' | 'istiod' | 'cni' | 'ztunnel' | 'gateway';
type Values = Readonly<Record<string, unknown>>;

/** A value of a chart that no prop says by that name. */
export interface Row {
  readonly chart: Chart;
  readonly leaves: readonly string[];
  /** Values in which it is said. */
  readonly values: Values;
  /** The control plane that it is said of. @default - profile upstream */
  readonly of?: Case['props'];
  readonly gateways?: Case['gateways'];
  readonly proof: Proof;
}
export type Proof =
  /** Said or not, the chart writes the same. */
  | { readonly nothing: string }
  /** The same is written with these props, beside those of the control plane. */
  | { readonly props: Partial<Case['props']>; readonly gateways?: Case['gateways'] }
  /** The same is written after this patch. */
  | { readonly patch: (plane: IstioControlPlane) => unknown; readonly as: string }
  /** The chart writes the same with these values, which props say. */
  | { readonly values: Values; readonly as: string }
  /** The chart refuses it. */
  | { readonly refused: string }
  /** The chart writes something else, and there is no prop. */
  | { readonly why: string };
