import type { Findings } from '../findings';
import { fields, isSet, number, type Fields } from '../fields';
import { durationOrOffProblem, durationProblem } from '../syntax/duration';

const HTTP_COUNTS = ['http1MaxPendingRequests', 'http2MaxRequests', 'maxRequestsPerConnection', 'maxRetries', 'maxConcurrentStreams'] as const;

function countRule(holder: Fields, field: string, f: Findings): void {
  if (number(holder[field]) < 0) f.error(field, `${field} is ${String(holder[field])}`, 'use 0 for the default, or a positive number');
}

/** Limits on connections and requests. */
export function connectionPoolRule(field: string, value: unknown, f: Findings): void {
  const pool = fields(value);
  if (pool === undefined) return;
  f.enter(field);
  if (!isSet(pool.http) && !isSet(pool.tcp)) f.error('', 'the connection pool sets nothing', `set http or tcp, or remove ${field}`);
  const http = fields(pool.http);
  if (http !== undefined) {
    f.enter('http');
    httpRule(http, f);
    f.leave();
  }
  const tcp = fields(pool.tcp);
  if (tcp !== undefined) {
    f.enter('tcp');
    countRule(tcp, 'maxConnections', f);
    f.check('connectTimeout', durationProblem(tcp.connectTimeout));
    f.check('maxConnectionDuration', durationProblem(tcp.maxConnectionDuration));
    f.check('idleTimeout', durationOrOffProblem(tcp.idleTimeout));
    const alive = fields(tcp.tcpKeepalive);
    if (alive !== undefined) {
      f.enter('tcpKeepalive');
      f.check('time', durationProblem(alive.time));
      f.check('interval', durationProblem(alive.interval));
      f.leave();
    }
    f.leave();
  }
  f.leave();
}

function httpRule(http: Fields, f: Findings): void {
  for (let i = 0; i < HTTP_COUNTS.length; i++) countRule(http, HTTP_COUNTS[i]!, f);
  f.check('idleTimeout', durationProblem(http.idleTimeout));
  if (http.useClientProtocol === true && http.h2UpgradePolicy === 'UPGRADE') {
    f.error('useClientProtocol', 'the protocol is both kept as the client speaks it and upgraded to HTTP/2', 'remove useClientProtocol or h2UpgradePolicy');
  }
  const alive = fields(http.http2KeepAlive);
  if (alive === undefined) return;
  f.enter('http2KeepAlive');
  for (const part of ['interval', 'timeout'] as const) {
    if (isSet(alive[part])) f.check(part, durationProblem(alive[part]));
    else f.error(part, `${part} is missing`, 'set both interval and timeout, as 30s and 5s');
  }
  f.leave();
}
