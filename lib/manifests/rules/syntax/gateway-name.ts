import type { Findings, Problem } from '../findings';
import { list, text } from '../fields';
import { hostProblem } from './host';
import { isDnsLabel, LABEL_HELP } from './label';

function referenceProblem(name: string, slash: number, converted: boolean): Problem | undefined {
  const gateway = name.slice(slash + 1);
  if (isDnsLabel(name.slice(0, slash)) && (isDnsLabel(gateway) || (converted && gateway !== ''))) return undefined;
  return { message: `${JSON.stringify(name)} does not name a gateway`, help: `write NAMESPACE/NAME; both ${LABEL_HELP}` };
}

/**
 * `gateways` of a route or match: `mesh`, a name in the same namespace, or `NAMESPACE/NAME`. Istio stops looking at the
 * first one without a slash, so what is wrong after it does not stop the object, only its traffic.
 */
export function gatewayNamesRule(value: unknown, f: Findings, converted = false): void {
  const names = list(value);
  let looked = true;
  for (let i = 0; i < names.length; i++) {
    const name = text(names[i]);
    const slash = name.indexOf('/');
    const problem = slash < 0 ? hostProblem(name) : referenceProblem(name, slash, converted);
    if (problem !== undefined) {
      if (looked) f.check('gateways', problem, i);
      else f.warn('gateways', problem.message, problem.help, i);
    }
    if (slash >= 0) continue;
    if (name.includes('.')) {
      const [first, second] = name.split('.');
      f.warn('gateways', `${JSON.stringify(name)} is the old way to name a gateway`, `write ${second}/${first}`, i);
    }
    looked = false;
  }
}
