import type { Findings } from '../findings';
import { fields, number, text, type Fields } from '../fields';
import { wildcardHostProblem } from '../syntax/host';
import { dnsLabelProblem } from '../syntax/label';
import { portProblem } from '../syntax/port';

/** Where requests go: a host, a subset of it, a port. */
export function destinationRule(destination: Fields, f: Findings): void {
  const host = text(destination.host);
  if (host === '*') f.error('host', '* is no destination', 'name a host; a wildcard such as *.example.com stands for the host that was asked for');
  else f.check('host', wildcardHostProblem(host));
  const subset = text(destination.subset);
  if (subset !== '') f.check('subset', dnsLabelProblem('subset', subset));
  const port = fields(destination.port);
  if (port === undefined) return;
  f.enter('port');
  f.check('number', portProblem(number(port.number)));
  f.leave();
}
