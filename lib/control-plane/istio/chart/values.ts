import { defined } from '../../../constructs/arguments';
import type { IstioControlPlaneProps, RevisionProps } from '../props/control-plane';
import type { IstioGatewayProps } from '../props/gateway';
import { cniSettings, ztunnelSettings } from '../settings/agents';
import { gatewaySettings } from '../settings/gateway';
import { installSettings } from '../settings/install';
import { revisionSettings } from '../settings/resolve';
import { cniValues, ztunnelValues } from './agent-values';
import { BASE_DEFAULTS } from './defaults';
import { gatewayValues } from './gateway-values';
import { istiodValues, readerValues, validationValues } from './istiod-values';
import { sparse, type Values } from './sparse';

/** What a control plane has besides its props. */
export interface ChartParts {
  /** The revision that `istiod` is for. @default - the control plane's own */
  readonly revision?: { readonly name: string; readonly props?: RevisionProps };
  /** Tags that stand for it. @default - none */
  readonly tags?: readonly string[];
  /** Gateways by name; `rev` is the revision or tag that their pods name. @default - none */
  readonly gateways?: Readonly<Record<string, IstioGatewayProps & { readonly rev?: string }>>;
}

/** One call of Helm: `helm install <name> istio/<chart> -n <namespace> -f values.yaml`. */
export interface Release {
  readonly chart: 'base' | 'istiod' | 'cni' | 'ztunnel' | 'gateway';
  readonly name: string;
  readonly namespace: string;
  readonly values: Values;
}

/** Values of Istio's charts, by chart; those of gateways by name. */
export interface ChartValues {
  readonly base: Values;
  readonly istiod: Values;
  readonly cni?: Values;
  readonly ztunnel?: Values;
  readonly gateways: Readonly<Record<string, Values>>;
}

/** The values of Istio's own charts that mean what the props mean: for those who come from the charts, or go there. */
export function valuesOf(props: IstioControlPlaneProps, parts: ChartParts = {}): ChartValues {
  const of = (chart: Release['chart']): readonly Release[] => releasesOf('valuesOf', props, parts).filter((r) => r.chart === chart);
  return defined({
    base: of('base')[0]!.values, istiod: of('istiod')[0]!.values, cni: of('cni')[0]?.values, ztunnel: of('ztunnel')[0]?.values,
    gateways: Object.fromEntries(of('gateway').map(({ name, values }) => [name, values])),
  });
}

/** The same as releases, in the order in which they are installed. */
export function releasesOf(at: string, props: IstioControlPlaneProps, { revision, tags = [], gateways = {} }: ChartParts = {}): readonly Release[] {
  const first = revisionSettings(at, props, props.revision);
  const own = revision === undefined ? first : revisionSettings(at, props, revision.name, revision.props);
  const install = installSettings(at, props, first);
  const cni = cniSettings(at, props, first), ztunnel = ztunnelSettings(at, props, first);
  const base = sparse({
    defaultRevision: install.defaultRevision?.rev ?? '', base: { validationFailurePolicy: install.validationFailurePolicy, ...validationValues(first) }, experimental: { stableValidationPolicy: install.stableApisOnly },
    global: { istioNamespace: first.namespace, resourceScope: props.scope, imagePullSecrets: first.image.pullSecrets, ...readerValues(first) },
  }, BASE_DEFAULTS);
  return [
    { chart: 'base', name: 'istio-base', namespace: first.namespace, values: base },
    { chart: 'istiod', name: `istiod${own.suffix}`, namespace: own.namespace, values: istiodValues({ ...props, ...defined(revision?.props ?? {}) }, own, tags) },
    ...(cni === undefined ? [] : [{ chart: 'cni' as const, name: 'istio-cni', namespace: cni.namespace, values: cniValues(props, cni) }]),
    ...(ztunnel === undefined ? [] : [{ chart: 'ztunnel' as const, name: 'ztunnel', namespace: ztunnel.namespace, values: ztunnelValues(props, ztunnel, first) }]),
    // A gateway has nothing that is the cluster's.
    ...(props.scope === 'cluster' ? [] : Object.entries(gateways)).map(([name, { rev, ...given }]): Release => {
      const settings = gatewaySettings(at, name, given, first, rev);
      return { chart: 'gateway', name, namespace: settings.namespace, values: gatewayValues(settings) };
    }),
  ];
}
