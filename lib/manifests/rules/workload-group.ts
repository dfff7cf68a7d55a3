import { fields, list, number, text, type Fields } from './fields';
import type { Findings } from './findings';
import { probeHeaderNameProblem } from './syntax/header';
import { portProblem } from './syntax/port';
import { labelsRule } from './syntax/selector';

const COUNTS = ['periodSeconds', 'initialDelaySeconds', 'timeoutSeconds', 'successThreshold', 'failureThreshold'] as const;

export function workloadGroupRules(spec: Fields, f: Findings): void {
  if (fields(spec.template) === undefined) f.error('template', 'the template is missing', 'write template: {} at least; the workloads that join fill in their addresses');
  const metadata = fields(spec.metadata);
  if (metadata !== undefined) {
    f.enter('metadata');
    labelsRule('labels', metadata.labels, f);
    f.leave();
  }
  const probe = fields(spec.probe);
  if (probe === undefined) return;
  f.enter('probe');
  probeRule(probe, f);
  f.leave();
}

function probeRule(probe: Fields, f: Findings): void {
  for (const field of COUNTS) {
    if (number(probe[field]) < 0) f.error(field, `${field} is ${String(probe[field])}`, 'use 0 for the default, or a positive number');
  }
  const http = fields(probe.httpGet);
  const tcp = fields(probe.tcpSocket);
  const exec = fields(probe.exec);
  if (http !== undefined) {
    f.enter('httpGet');
    f.check('port', portProblem(number(http.port)));
    const scheme = text(http.scheme);
    if (scheme !== '' && scheme !== 'HTTP' && scheme !== 'HTTPS') f.error('scheme', `${JSON.stringify(scheme)} is not a scheme`, 'use HTTP or HTTPS');
    const headers = list(http.httpHeaders);
    for (let i = 0; i < headers.length; i++) {
      f.enter('httpHeaders', i);
      f.check('name', probeHeaderNameProblem(text(fields(headers[i])?.name)));
      f.leave();
    }
    f.leave();
  } else if (tcp !== undefined) {
    f.enter('tcpSocket');
    f.check('port', portProblem(number(tcp.port)));
    f.leave();
  } else if (exec !== undefined) {
    f.enter('exec');
    if (list(exec.command).length === 0) f.error('command', 'the command is missing', 'write the program and its arguments as a list');
    f.leave();
  } else if (fields(probe.grpc) !== undefined) {
    f.error('grpc', 'Istio refuses gRPC probes, although its schema has them', 'use httpGet, tcpSocket or exec');
  } else {
    f.error('', 'the probe says not what to look at', 'set httpGet, tcpSocket or exec');
  }
}
