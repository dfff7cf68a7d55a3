import { fields, type Fields } from '../../../manifests/rules/fields';
import { Findings } from '../../../manifests/rules/findings';
import { explainValue } from '../../../manifests/schema/explain';
import type { Violation } from '../../../manifests/violation';
import { meshRule } from './mesh';
import { networksRule } from './networks';
import { proxyConfigRule } from './proxy-config';

type Table = typeof import('../generated/mesh-config-shape');
type Root = keyof Table['ROOTS'];

/**
 * What is wrong with a MeshConfig: fields that Istio does not know, values of the wrong type, and what its own validation
 * refuses. Paths begin below the MeshConfig. A `warning` is accepted by Istio.
 */
export const meshConfigViolations = (value: unknown): readonly Violation[] => violations(value, 'MeshConfig', meshRule);

/** The same for a ProxyConfig: `defaultConfig` of a MeshConfig, or the annotation `proxy.istio.io/config`. */
export const proxyConfigViolations = (value: unknown): readonly Violation[] => violations(value, 'ProxyConfig', proxyConfigRule);

/** The same for MeshNetworks. */
export const meshNetworksViolations = (value: unknown): readonly Violation[] => violations(value, 'MeshNetworks', networksRule);

function violations(value: unknown, root: Root, rule: (config: Fields, f: Findings) => void): readonly Violation[] {
  const table = require('../generated/mesh-config-shape') as Table;
  const wrong = explainValue(value, table, table.ROOTS[root]).map((violation) => withWords(violation, table));
  const findings = new Findings();
  rule(fields(value) ?? {}, findings);
  // Of a field that the shape refuses already nothing more is said.
  const rest = findings.take().filter(({ path }) => !wrong.some((known) => path === known.path || (known.path !== '' && path.startsWith(`${known.path}.`))));
  return [...wrong, ...rest];
}

/** A pattern explains itself to few. */
function withWords(violation: Violation, { DURATION }: Table): Violation {
  if (violation.help !== `it must match ${DURATION}`) return violation;
  return { ...violation, message: violation.message.replace('does not have the form that is needed here', 'is not a duration'), help: 'write a number and a unit, as 500ms, 2.5s, 1m or 1h30m' };
}
