import type { Findings } from '../findings';
import { fields, isSet, list, number, text } from '../fields';
import { addressProblem } from '../syntax/address';
import { durationSyntaxProblem } from '../syntax/duration';
import { hostProblem } from '../syntax/host';
import { portProblem } from '../syntax/port';
import { clientTlsRule } from './client-tls';
import { connectionPoolRule } from './connection-pool';
import { loadBalancerRule } from './load-balancer';
import { outlierDetectionRule } from './outlier-detection';

/** What holds for the connections to a host, a subset of it, or a port. */
export function trafficPolicyRule(value: unknown, namespace: string, f: Findings): void {
  const policy = fields(value);
  if (policy === undefined) return;
  f.enter('trafficPolicy');
  const ports = list(policy.portLevelSettings);
  if (!isSet(policy.outlierDetection) && !isSet(policy.connectionPool) && !isSet(policy.loadBalancer) && !isSet(policy.tls)
    && ports.length === 0 && !isSet(policy.tunnel) && !isSet(policy.proxyProtocol) && !isSet(policy.retryBudget)) {
    f.error('', 'the traffic policy sets nothing', 'set one of its fields, or remove trafficPolicy');
  }
  if (isSet(policy.tunnel) && isSet(policy.proxyProtocol)) {
    f.error('tunnel', 'tunnel and proxyProtocol are both set', 'keep one');
  }
  settingsRule(policy, namespace, f);
  for (let i = 0; i < ports.length; i++) {
    const port = fields(ports[i]);
    if (port === undefined) continue;
    f.enter('portLevelSettings', i);
    if (!isSet(port.port)) f.error('port', 'the port is missing', 'write port: { number: 80 }');
    if (!isSet(port.outlierDetection) && !isSet(port.connectionPool) && !isSet(port.loadBalancer) && !isSet(port.tls)) {
      f.error('', 'the settings of the port are empty', 'set loadBalancer, connectionPool, outlierDetection or tls, or remove the entry');
    }
    settingsRule(port, namespace, f);
    f.leave();
  }
  const tunnel = fields(policy.tunnel);
  if (tunnel !== undefined) {
    f.enter('tunnel');
    const protocol = text(tunnel.protocol);
    if (protocol !== '' && protocol !== 'CONNECT' && protocol !== 'POST') f.error('protocol', `${JSON.stringify(protocol)} cannot open a tunnel`, 'use CONNECT or POST');
    const host = text(tunnel.targetHost);
    if (addressProblem(host) !== undefined) f.check('targetHost', hostProblem(host));
    f.check('targetPort', portProblem(number(tunnel.targetPort)));
    f.leave();
  }
  const budget = fields(policy.retryBudget);
  if (budget !== undefined) {
    f.enter('retryBudget');
    f.check('budgetInterval', durationSyntaxProblem(budget.budgetInterval));
    f.leave();
  }
  f.leave();
}

function settingsRule(holder: Readonly<Record<string, unknown>>, namespace: string, f: Findings): void {
  outlierDetectionRule(holder.outlierDetection, f);
  connectionPoolRule('connectionPool', holder.connectionPool, f);
  loadBalancerRule(holder.loadBalancer, isSet(holder.outlierDetection), f);
  clientTlsRule(holder.tls, namespace, f);
}
