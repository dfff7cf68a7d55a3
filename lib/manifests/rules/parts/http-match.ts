import type { Findings } from '../findings';
import { fields, list, number, text, type Fields } from '../fields';
import { gatewayNamesRule } from '../syntax/gateway-name';
import { matchHeaderNameProblem } from '../syntax/header';
import { dnsLabelProblem } from '../syntax/label';
import { portProblem } from '../syntax/port';
import { labelsRule } from '../syntax/selector';
import { stringMatchRule } from '../syntax/string-match';

/** The requests that a rule is for. */
export function httpMatchRule(match: Fields, f: Findings): void {
  stringMatchRule('uri', match.uri, f, true);
  stringMatchRule('scheme', match.scheme, f);
  stringMatchRule('method', match.method, f);
  stringMatchRule('authority', match.authority, f);
  headersRule('headers', match.headers, f);
  headersRule('withoutHeaders', match.withoutHeaders, f);
  const parameters = fields(match.queryParams);
  if (parameters !== undefined) {
    f.enter('queryParams');
    for (const name in parameters) stringMatchRule(name, parameters[name], f);
    f.leave();
  }
  if (number(match.port) !== 0) f.check('port', portProblem(number(match.port)));
  labelsRule('sourceLabels', match.sourceLabels, f);
  if (list(match.gateways).length > 0) gatewayNamesRule(match.gateways, f);
  const namespace = text(match.sourceNamespace);
  if (namespace !== '') f.check('sourceNamespace', dnsLabelProblem('namespace', namespace));
}

function headersRule(field: 'headers' | 'withoutHeaders', value: unknown, f: Findings): void {
  const headers = fields(value);
  if (headers === undefined) return;
  f.enter(field);
  for (const name in headers) {
    if (headers[name] === undefined) continue;
    f.check(name, matchHeaderNameProblem(name));
    // In withoutHeaders `*` is no expression, it stands for the presence of the header.
    if (field === 'headers' || fields(headers[name])?.regex !== '*') stringMatchRule(name, headers[name], f);
  }
  f.leave();
}
