import type { ByteRule, Condition, Gateway, GatewayServer, Rule, Target } from '../../lib/effective';

/** What a gateway does, line by line: listeners, names by SNI, virtual hosts, rules. */
export function factsOf(gateway: Gateway): string {
  return [...gateway.listeners].sort((a, b) => a.podPort - b.podPort || (a.bind ?? '').localeCompare(b.bind ?? '')).flatMap((listener) => {
    const lines = [...listener.servers.flatMap((server) => (server.http ? [] : byteLines(server))).sort(), ...listener.servers.flatMap((server) => (server.http ? httpLines(server) : []))];
    return lines.length === 0 ? [] : [`${listener.bind ?? '0.0.0.0'}:${listener.podPort}`, ...lines.map((line) => `  ${line}`)];
  }).join('\n');
}

const passedOn = (server: GatewayServer): boolean => server.tls !== undefined && server.tls.value.mode.endsWith('PASSTHROUGH');
const label = (server: GatewayServer, names: readonly string[]): string => `${names.join(' ')}${server.tls && !passedOn(server) ? ' (TLS)' : ''}`;

function httpLines(server: GatewayServer): string[] {
  const hosts = server.http!.all().flatMap((host) => host.domains.map((domain) => ({ domain, host }))).sort((a, b) => (a.domain < b.domain ? -1 : 1));
  return [`${label(server, server.hosts)}:`, ...hosts.flatMap(({ domain, host }) => [`  ${domain}${host.requireTls ? ' (to HTTPS)' : ''}`, ...ruleLines(host.rules)])];
}
function byteLines(server: GatewayServer): string[] {
  return server.bytes!.map((rule, i) => `${label(server, passedOn(server) ? [server.hosts[i]] : server.hosts)} -> ${sharesLine(rule.to)}`);
}

/** What a rule before it asks already is left out: nothing gets there. */
function ruleLines(rules: readonly Rule[]): string[] {
  const said = new Set<string>();
  return rules.filter(({ when }) => { const key = JSON.stringify(when), again = said.has(key); said.add(key); return !again; }).map((rule) => `    ${ruleLine(rule)}`);
}

function ruleLine({ when, action }: Rule): string {
  const parts = when.op === 'all' ? when.of : [when];
  const path = parts.find((c): c is Extract<Condition, { op: 'text' }> => c.op === 'text' && c.subject.on === 'path');
  const others = parts.filter((c) => c !== path && c.op !== 'always').length;
  const asked = `${path ? `${path.match.kind} ${'value' in path.match ? path.match.value : ''}` : 'any path'}${others > 0 ? ' and more' : ''}`;
  const done = action.kind === 'forward' ? sharesLine(action.to) : action.kind === 'redirect' ? `redirect ${action.status}${action.port === undefined ? '' : ` to port ${action.port}`}` : action.kind;
  return `${asked} -> ${done}`;
}
const sharesLine = (shares: ByteRule['to']): string => shares.map(({ to, weight }) => `${targetLine(to)}${shares.length > 1 ? ` (${weight})` : ''}`).join(', ');
const targetLine = (to: Target): string => `${to.host}:${to.port}${to.subset === undefined ? '' : `/${to.subset}`}`;
