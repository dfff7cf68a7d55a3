import type { Manifest } from '../manifest';
import { fields, isSet, list, number, text, type Fields } from './fields';
import type { Findings } from './findings';
import { namespaceOf } from './namespace';
import { connectionPoolRule } from './parts/connection-pool';
import { destinationRule } from './parts/destination';
import { serverTlsRule } from './parts/server-tls';
import { addressProblem } from './syntax/address';
import { hostProblem, scopedHostProblem } from './syntax/host';
import { dnsLabelProblem } from './syntax/label';
import { portProblem } from './syntax/port';
import { protocolOf, protocolProblem } from './syntax/protocol';
import { selectorRule } from './syntax/selector';
import { isUnixSocket, unixSocketProblem } from './syntax/unix-socket';

const ENDPOINT = /^(?:\[(.*)\]|([^:[\]]*)):([^:[\]]*)$/s;
const LOCAL = new Set(['', '127.0.0.1', '0.0.0.0', '::1', '::']);
const UNSUPPORTED_TLS = ['subjectAltNames', 'httpsRedirect', 'credentialName', 'credentialNames', 'tlsCertificates'] as const;

export function sidecarRules(spec: Fields, f: Findings, manifest: Manifest): void {
  const ingress = list(spec.ingress);
  const egress = list(spec.egress);
  selectorRule('workloadSelector', spec.workloadSelector, 'labels', f);
  if (ingress.length === 0 && egress.length === 0 && !isSet(spec.outboundTrafficPolicy) && !isSet(spec.inboundConnectionPool)) {
    f.error('', 'the Sidecar sets nothing', 'set egress, ingress, outboundTrafficPolicy or inboundConnectionPool');
  }
  for (let i = 0; i < ingress.length; i++) {
    const listener = fields(ingress[i]);
    if (listener === undefined) continue;
    f.enter('ingress', i);
    ingressRule(listener, ingress, i, f);
    f.leave();
  }
  connectionPoolRule('inboundConnectionPool', spec.inboundConnectionPool, f);
  const namespace = namespaceOf(manifest);
  for (let i = 0; i < egress.length; i++) {
    const listener = fields(egress[i]);
    if (listener === undefined) continue;
    f.enter('egress', i);
    egressRule(listener, egress, i, f);
    egressHostsRule(list(listener.hosts), namespace, f);
    f.leave();
  }
  const policy = fields(spec.outboundTrafficPolicy);
  if (policy === undefined) return;
  f.enter('outboundTrafficPolicy');
  outboundRule(policy, f);
  f.leave();
}

/** Number of an earlier listener, where it was given with an address. */
function repeatsNumber(listeners: readonly unknown[], index: number, value: number): boolean {
  for (let i = 0; i < index; i++) {
    const port = fields(fields(listeners[i])?.port);
    if (port !== undefined && number(port.number) === value) return true;
  }
  return false;
}

function sidecarPortRule(port: Fields, f: Findings): void {
  if (text(port.name) !== '') f.check('name', dnsLabelProblem('port name', text(port.name)));
  f.check('protocol', protocolProblem(text(port.protocol), true));
  if (number(port.targetPort) > 0) f.error('targetPort', 'a sidecar listener has no targetPort', 'remove it; defaultEndpoint says where inbound requests go');
}

function ingressRule(listener: Fields, all: readonly unknown[], index: number, f: Findings): void {
  const port = fields(listener.port);
  if (port === undefined) {
    f.error('port', 'the port is missing', 'write port: { number: 9080, name: http, protocol: HTTP }');
    return;
  }
  const protocol = protocolOf(text(port.protocol));
  f.enter('port');
  sidecarPortRule(port, f);
  f.check('number', portProblem(number(port.number)));
  if (repeatsNumber(all, index, number(port.number))) f.error('number', `port ${number(port.number)} is declared twice`, 'keep one listener per port');
  f.leave();
  if (text(listener.bind) !== '') f.check('bind', addressProblem(text(listener.bind)));
  defaultEndpointRule(text(listener.defaultEndpoint), f);
  const tls = fields(listener.tls);
  if (tls !== undefined) {
    f.enter('tls');
    for (const field of UNSUPPORTED_TLS) {
      const value = tls[field];
      if (value === true || text(value) !== '' || list(value).length > 0) f.error(field, `${field} is for gateways only`, 'remove it; a sidecar reads its certificates from files');
    }
    if (tls.mode === 'ISTIO_MUTUAL' || tls.mode === 'AUTO_PASSTHROUGH') f.error('mode', `mode ${tls.mode} is for gateways only`, 'use SIMPLE or MUTUAL; a PeerAuthentication governs mutual TLS of the mesh');
    if (!protocol.tls) f.error('', 'the port does not speak TLS', 'use protocol HTTPS or TLS, or remove tls');
    serverTlsRule(tls, f);
    f.leave();
  }
  connectionPoolRule('connectionPool', listener.connectionPool, f);
  if (isSet(fields(listener.connectionPool)?.http) && !protocol.http) {
    f.warn('connectionPool', 'the HTTP limits have no effect on a port that does not speak HTTP', 'declare protocol HTTP, or set tcp limits only');
  }
}

function defaultEndpointRule(endpoint: string, f: Findings): void {
  if (endpoint === '') return;
  if (isUnixSocket(endpoint)) {
    f.check('defaultEndpoint', unixSocketProblem(endpoint));
    return;
  }
  const match = ENDPOINT.exec(endpoint);
  if (match === null || !LOCAL.has(match[1] ?? match[2] ?? '')) {
    f.error('defaultEndpoint', `${JSON.stringify(endpoint)} is not an endpoint of the pod`, 'write 127.0.0.1:PORT, 0.0.0.0:PORT, [::1]:PORT, [::]:PORT, or unix:///PATH');
    return;
  }
  const port = match[3]!;
  f.check('defaultEndpoint', portProblem(/^[+]?[0-9]+$/.test(port) ? Number(port) : NaN));
}

function egressRule(listener: Fields, all: readonly unknown[], index: number, f: Findings): void {
  const port = fields(listener.port);
  if (port === undefined) {
    if (index !== all.length - 1) f.error('port', 'a listener without a port takes what the others leave, so it comes last', 'move it to the end, or give it a port');
    return;
  }
  const value = number(port.number);
  const bind = text(listener.bind);
  f.enter('port');
  sidecarPortRule(port, f);
  if (value !== 0) {
    f.check('number', portProblem(value));
    if (repeatsNumber(all, index, value)) f.error('number', `port ${value} is declared twice`, 'keep one listener per port');
  }
  f.leave();
  if (value !== 0) {
    if (bind !== '') f.check('bind', addressProblem(bind));
    return;
  }
  if (isUnixSocket(bind)) f.check('bind', unixSocketProblem(bind));
  else f.error('port', 'the port number is missing', 'set port.number, or bind to a Unix socket, as unix:///var/run/app.sock');
  for (let i = 0; i < index; i++) {
    const other = fields(all[i]);
    const otherPort = fields(other?.port);
    if (otherPort !== undefined && number(otherPort.number) === 0 && text(other?.bind) === bind) {
      f.error('bind', `${JSON.stringify(bind)} is bound twice`, 'keep one listener per socket');
      break;
    }
  }
  const mode = text(listener.captureMode);
  if (mode !== '' && mode !== 'DEFAULT' && mode !== 'NONE') f.error('captureMode', `a Unix socket cannot be captured by ${mode}`, 'use DEFAULT or NONE');
}

function egressHostsRule(hosts: readonly unknown[], namespace: string, f: Findings): void {
  if (hosts.length === 0) f.error('hosts', 'the hosts are missing', 'name what may be called, as ./* or istio-system/*');
  for (let i = 0; i < hosts.length; i++) f.check('hosts', scopedHostProblem(text(hosts[i]), 'sidecar'), i);
  if (hosts.length < 2) return;
  const seen = new Set<string>();
  for (let i = 0; i < hosts.length; i++) {
    const host = ownScope(text(hosts[i]), namespace);
    if (seen.has(host) && host.includes('/') && !host.startsWith('~')) f.warn('hosts', `${JSON.stringify(hosts[i])} is named twice`, 'remove one', i);
    seen.add(host);
    if (host.endsWith('/*') && !host.startsWith('~')) scopeRule(host, i, hosts, namespace, f);
  }
}

/** The same entry, with the namespace of the object written as `.`. */
function ownScope(host: string, namespace: string): string {
  return host.startsWith(namespace) && host[namespace.length] === '/' ? `.${host.slice(namespace.length)}` : host;
}

/** `NAMESPACE/*`: other entries of the namespace say nothing more. */
function scopeRule(whole: string, index: number, hosts: readonly unknown[], namespace: string, f: Findings): void {
  const scope = whole.slice(0, -1);
  for (let i = 0; i < hosts.length; i++) {
    const host = ownScope(text(hosts[i]), namespace);
    if (i === index || host === whole || host.startsWith('~') || !host.includes('/')) continue;
    if (host.startsWith(scope)) f.warn('hosts', `${JSON.stringify(hosts[i])} is covered by ${JSON.stringify(hosts[index])}`, 'keep one of the two', i);
    else if (whole === '*/*') f.warn('hosts', `*/* covers ${JSON.stringify(hosts[i])} and everything else`, 'keep */* alone, or remove it to limit what may be called', i);
  }
}

function outboundRule(policy: Fields, f: Findings): void {
  const mode = text(policy.mode) || 'REGISTRY_ONLY';
  if (mode === 'ALLOW_ANY_DYNAMIC_DNS') {
    f.error('mode', 'mode ALLOW_ANY_DYNAMIC_DNS exists for the whole mesh only', 'set it in MeshConfig, or use ALLOW_ANY here');
    return;
  }
  const proxy = fields(policy.egressProxy);
  if (proxy === undefined) return;
  f.enter('egressProxy');
  if (mode !== 'ALLOW_ANY') {
    f.error('', 'an egress proxy is used with mode ALLOW_ANY only', 'set mode: ALLOW_ANY, or remove egressProxy');
  } else {
    f.check('host', hostProblem(text(proxy.host)));
    if (isSet(proxy.port)) destinationRule(proxy, f);
    else f.error('port', 'the port is missing', 'write port: { number: 443 }');
  }
  f.leave();
}
