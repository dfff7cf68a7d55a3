import { CallError } from '../../../constructs/call-error';
import { isObject } from '../../../manifests/is-object';
import type { IstioControlPlaneProps } from '../props/control-plane';
import { planeProps, type ChartSourceValues, type FromChartProps } from './options';

type Said<V> = readonly [path: string, value: V];
/** Where values of the charts say what objects are named after. All of the charts have to agree on it, and so have the objects that are ours. */
const NAMES: Readonly<Record<'namespace' | 'revision', (values: ChartSourceValues) => readonly Said<unknown>[]>> = {
  namespace: (values) => [...(['base', 'istiod', 'cni'] as const).map((chart): Said<unknown> => [`values.${chart}.global.istioNamespace`, inside(values[chart], 'global', 'istioNamespace')]), ['values.ztunnel.istioNamespace', inside(values.ztunnel, 'istioNamespace')]],
  revision: (values) => [['values.istiod.revision', inside(values.istiod, 'revision')], ['values.ztunnel.revision', inside(values.ztunnel, 'revision')]],
};

/** The typed props of a control plane from charts, with the names that only its values say. */
export function propsOf(at: string, options: FromChartProps): IstioControlPlaneProps {
  const props: IstioControlPlaneProps = { profile: 'upstream', ...planeProps(options) };
  const followed: { namespace?: string; revision?: string } = {};
  for (const name of ['namespace', 'revision'] as const) {
    const said = NAMES[name](options.values ?? {}).filter((one): one is Said<string> => typeof one[1] === 'string' && one[1] !== '' && !(name === 'revision' && one[1] === 'default'));
    const given = props[name];
    const all: readonly Said<string>[] = given === undefined ? said : [[name, given], ...said];
    const [first] = all;
    const other = all.find(([, value]) => value !== first![1]);
    if (other !== undefined) throw new CallError(at, `${first![0]} is '${first![1]}', and ${other[0]} '${other[1]}'`, `say it once, with the prop ${name}: the values of all charts follow`);
    if (first !== undefined) followed[name] = first[1];
  }
  return { ...props, ...followed };
}

const inside = (value: unknown, ...path: readonly string[]): unknown => path.reduce<unknown>((inner, key) => (isObject(inner) ? inner[key] : undefined), value);
