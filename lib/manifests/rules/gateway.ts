import type { Manifest } from '../manifest';
import { fields, isSet, list, number, text, type Fields } from './fields';
import type { Findings } from './findings';
import { serverTlsRule } from './parts/server-tls';
import { addressProblem } from './syntax/address';
import { scopedHostProblem } from './syntax/host';
import { dnsLabelProblem } from './syntax/label';
import { portProblem } from './syntax/port';
import { protocolOf, protocolProblem, type Protocol } from './syntax/protocol';
import { isUnixSocket, unixSocketProblem } from './syntax/unix-socket';

/** Mark of an object that istiod derived from a Gateway API gateway: some names are then its own. */
const SEMANTICS = 'internal.istio.io/gateway-semantics';

export function gatewayRules(spec: Fields, f: Findings, manifest: Manifest): void {
  const converted = manifest.metadata?.annotations?.[SEMANTICS] === 'gateway';
  const servers = list(spec.servers);
  if (!converted) {
    const wrong = dnsLabelProblem('gateway name', text(manifest.metadata?.name));
    if (wrong !== undefined) nameViolation(f, wrong.message, wrong.help);
  }
  if (servers.length === 0) f.error('servers', 'the servers are missing', 'describe at least one listener');
  for (let i = 0; i < servers.length; i++) {
    const server = fields(servers[i]);
    if (server === undefined) continue;
    f.enter('servers', i);
    serverRule(server, converted, f);
    const name = text(fields(server.port)?.name);
    for (let j = 0; j < i && isSet(server.port); j++) {
      const other = fields(fields(servers[j])?.port);
      if (other !== undefined && text(other.name) === name) {
        f.error('port', `port name ${JSON.stringify(name)} is used twice`, 'give the port of every server its own name');
        break;
      }
    }
    f.leave();
  }
}

/** The name stands outside the spec that the rules walk. */
function nameViolation(f: Findings, message: string, help: string): void {
  f.leave();
  f.enter('metadata');
  f.error('name', message, help);
  f.leave();
  f.enter('spec');
}

function serverRule(server: Fields, converted: boolean, f: Findings): void {
  const hosts = list(server.hosts);
  if (hosts.length === 0) f.error('hosts', 'the hosts are missing', 'name the hosts served here, or "*" for any');
  for (let i = 0; i < hosts.length; i++) f.check('hosts', scopedHostProblem(text(hosts[i]), 'gateway', converted), i);

  const bind = text(server.bind);
  const port = fields(server.port);
  const unix = isUnixSocket(bind);
  let portOk = port !== undefined;
  if (port === undefined) {
    f.error('port', 'the port is missing', 'write port: { number: 443, name: https, protocol: HTTPS }');
  } else {
    const value = number(port.number);
    const protocol = protocolProblem(text(port.protocol), false);
    const range = value === 0 && unix ? undefined : portProblem(value);
    f.enter('port');
    f.check('protocol', protocol);
    f.check('number', range);
    if (number(port.targetPort) > 0) f.error('targetPort', 'a gateway has no targetPort', 'remove it: the Service in front of the gateway maps ports');
    if (text(port.name) === '') f.error('name', 'the port has no name', 'name it, as https');
    if (unix && value !== 0) f.error('number', 'a Unix socket has no port number', 'use 0, or bind to an address');
    f.leave();
    portOk = protocol === undefined && range === undefined && number(port.targetPort) <= 0 && text(port.name) !== '';
  }
  if (unix) f.check('bind', unixSocketProblem(bind));
  else if (bind !== '') f.check('bind', addressProblem(bind));

  const tls = fields(server.tls);
  if (tls !== undefined) {
    f.enter('tls');
    serverTlsRule(tls, f);
    f.leave();
  }
  if (port !== undefined) tlsFitsPort(protocolOf(text(port.protocol)), text(port.protocol), tls, portOk, f);
}

function tlsFitsPort(protocol: Protocol, name: string, tls: Fields | undefined, portOk: boolean, f: Findings): void {
  if (tls?.httpsRedirect === true && !protocol.http) {
    f.warn('tls', 'httpsRedirect has an effect on plain HTTP servers only', 'move httpsRedirect to the server of port 80');
  }
  if (!portOk) return;
  if (tls === undefined) {
    if (protocol.tls) f.error('tls', `a server that speaks ${name} has no TLS settings`, 'set tls.mode, and credentialName for the certificate');
    return;
  }
  if (protocol.tls) return;
  const mode = text(tls.mode) || 'PASSTHROUGH';
  const passes = mode === 'PASSTHROUGH' || mode === 'AUTO_PASSTHROUGH';
  if (protocol.http && passes && text(tls.caCertificates) === '' && text(tls.privateKey) === '' && text(tls.serverCertificate) === '') return;
  f.error('tls', `a server that speaks ${name} cannot have TLS settings`, protocol.http ? 'use protocol HTTPS; plain HTTP may only have httpsRedirect' : 'use protocol TLS or HTTPS, or remove tls');
}
