import { CallError } from '../../../lib/constructs/call-error';
import { CONTROL_PLANE_PROPS, GATEWAY_PROPS } from '../../../lib/control-plane/istio/props/names';
import { gatewaySettings } from '../../../lib/control-plane/istio/settings/gateway';
import { istiodObjects } from '../../../lib/control-plane/istio/istiod';
import { settingsOf } from '../istiod/objects';

/** What JavaScript, or a file of settings, may hold where something else is meant. */
const junk: readonly unknown[] = [null, 1.5, '', 'a b', [null], [{}], {}, { a: null }, [{ matchExpressions: [null] }], true, false, () => 1, Symbol('s'), 10n];
const paths = (names: object, at: readonly string[] = []): readonly (readonly string[])[] =>
  Object.entries(names).flatMap(([name, below]: [string, unknown]) => [[...at, name], ...(typeof below === 'object' && below !== null && !Array.isArray(below) ? paths(below, [...at, name]) : [])]);
const build = (path: readonly string[], value: unknown): never => path.reduceRight<unknown>((inner, name) => ({ [name]: inner }), value) as never;

/** Whatever is given, nothing but a CallError comes of it. */
function crashes(names: object, make: (props: never) => unknown): string[] {
  return paths(names).flatMap((path) => junk.flatMap((value) => {
    try {
      make(build(path, value));
      return [];
    } catch (error) {
      return error instanceof CallError ? [] : [`${path.join('.')} = ${typeof value}: ${String(error)}`];
    }
  }));
}
const { remote: _remote, ...plane } = CONTROL_PLANE_PROPS;
const { revision: _revision, ...gateway } = GATEWAY_PROPS;
const revision = settingsOf({});

test('junk in a control plane is refused, or does no harm', () => { expect(crashes(plane, (props) => istiodObjects(settingsOf(props)))).toEqual([]); });
test('junk in a gateway, too', () => { expect(crashes(gateway, (props) => gatewaySettings('x', 'edge', props, revision))).toEqual([]); });
