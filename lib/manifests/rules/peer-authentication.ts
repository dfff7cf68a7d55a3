import { fields, type Fields } from './fields';
import type { Findings } from './findings';
import { portProblem } from './syntax/port';
import { selectorRule } from './syntax/selector';

export function peerAuthenticationRules(spec: Fields, f: Findings): void {
  selectorRule('selector', spec.selector, 'matchLabels', f);
  const ports = fields(spec.portLevelMtls);
  if (ports === undefined) return;
  let count = 0;
  f.enter('portLevelMtls');
  for (const port in ports) {
    if (ports[port] === undefined) continue;
    count++;
    f.check(port, portProblem(/^[1-9][0-9]*$/.test(port) ? Number(port) : NaN));
  }
  if (count === 0) f.error('', 'portLevelMtls is empty', 'name a port, as "8080": { mode: PERMISSIVE }, or remove portLevelMtls');
  else if (!selectsLabels(spec)) f.error('', 'modes per port need a selector', 'select the workload with selector.matchLabels');
  f.leave();
}

function selectsLabels(spec: Fields): boolean {
  for (const _ in fields(fields(spec.selector)?.matchLabels)) return true;
  return false;
}
