import type { Duration } from 'cdk8s';
import type { IstioControlPlaneProps } from '../props/control-plane';
import type { Values } from './sparse';

/** Where Istio's own charts come from: one of `charts` and `rendered`. */
export interface ChartSource {
  /**
   * Rendered by Helm, which must be on the PATH: a folder with the charts, unpacked or as archives; `oci://registry.istio.io/release/charts`; or `https://istio-release.storage.googleapis.com/charts`.
   * @default - see `rendered`
   */
  readonly charts?: string;
  /** Version of charts from a registry or repository. @default - the version of the images: '1.31.1' */
  readonly chartVersion?: string;
  /** Files that Helm rendered before: base, istiod and what else there is, or one file with all of them. No Helm is needed. @default - see `charts` */
  readonly rendered?: string | readonly string[];
  /** Values of the charts, under the typed props, which win. Not with `rendered`. @default - the charts' own */
  readonly values?: ChartSourceValues;
  /** Helm's binary. @default 'helm' */
  readonly helm?: string;
  /** How long one call of Helm may take. @default Duration.minutes(2) */
  readonly timeout?: Duration;
}
/** Values of each chart, as its values.yaml has them. */
export interface ChartSourceValues { readonly base?: Values; readonly istiod?: Values; readonly cni?: Values; readonly ztunnel?: Values }

/** A control plane from Istio's charts: a prop that is left out is as the charts have it, so `profile` is `'upstream'` unless it is given. */
export interface FromChartProps extends IstioControlPlaneProps, ChartSource {}

/** The props alone. */
export function planeProps({ charts, chartVersion, rendered, values, helm, timeout, ...props }: FromChartProps): IstioControlPlaneProps {
  return props;
}
