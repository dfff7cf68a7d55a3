import type { Message } from './message';
import type { RequestInput } from './outcome';

const PORTS: Readonly<Record<string, number>> = { http: 80, grpc: 80, https: 443, grpcs: 443, tls: 443 };
const URL_SHAPE = /^([a-z]+):\/\/(\[[0-9a-fA-F:.]+\]|[^/?#:[\]\s]+)(?::(\d{1,5}))?([/?#][^\s]*)?$/;

/** A request as its caller sends it. */
export function messageOf(input: RequestInput): Message {
  const found = URL_SHAPE.exec(input.to);
  if (!found) throw new Error(`'${input.to}' is no URL: say where it goes as http://reviews:9080/reviews/1, https://…, grpc://…, tls://… or tcp://redis:6379`);
  const [, scheme, host, portText, rest = ''] = found;
  if (scheme !== 'tcp' && PORTS[scheme] === undefined) throw new Error(`'${scheme}' is no scheme that is known: http, https, grpc, grpcs, tls and tcp are`);
  const port = portText === undefined ? PORTS[scheme] : Number(portText);
  if (port === undefined) throw new Error(`'${input.to}' names no port`);
  if (port < 1 || port > 65535) throw new Error(`'${input.to}' names a port that does not exist`);
  const grpc = scheme.startsWith('grpc'), http = grpc || scheme.startsWith('http'), sealed = scheme === 'https' || scheme === 'tls' || scheme === 'grpcs';
  const headers: Record<string, string> = {};
  let authority = portText === undefined ? host : `${host}:${portText}`;
  if (input.headers) for (const name in input.headers) {
    const lower = name.toLowerCase();
    if (lower === 'host' || lower === ':authority') authority = String(input.headers[name]); else headers[lower] = String(input.headers[name]);
  }
  if (grpc) headers['content-type'] ??= 'application/grpc';
  return {
    http, grpc, sealed, headers, authority, port, host: host.toLowerCase().replace(/\.$/, ''),
    method: input.method?.toUpperCase() ?? (grpc ? 'POST' : 'GET'), target: targetOf(rest), scheme: sealed ? 'https' : 'http',
    sni: sealed ? (input.sni ?? host).toLowerCase() : null,
    ...(input.token && { token: input.token }),
  };
}

/** Path and query as a proxy reads them: without fragment, dot segments resolved. */
function targetOf(rest: string): string {
  const hash = rest.indexOf('#');
  let text = hash < 0 ? rest : rest.slice(0, hash);
  if (!text.startsWith('/')) text = `/${text}`;
  const at = text.indexOf('?');
  const path = at < 0 ? text : text.slice(0, at);
  return /\/\.|\\|%2e/i.test(path) ? normalized(path) + (at < 0 ? '' : text.slice(at)) : text;
}
function normalized(path: string): string {
  const out: string[] = [];
  const segments = path.replace(/\\/g, '/').split('/').slice(1);
  segments.forEach((segment, i) => {
    const last = i === segments.length - 1, plain = segment.replace(/%2e/gi, '.');
    if (plain === '.' || plain === '..') {
      if (plain === '..') out.pop();
      if (last) out.push('');
    } else out.push(segment);
  });
  return `/${out.join('/')}`;
}

/** The names that a resolver tries for one that a pod of a namespace dials, in order. */
export function dialledNames(host: string, namespace: string | undefined, clusterDomain: string): string[] {
  if (host.endsWith(`.${clusterDomain}`)) return [host];
  const labels = host.split('.').length;
  const cluster = labels === 1 ? namespace && `${host}.${namespace}.svc.${clusterDomain}` : labels === 2 ? `${host}.svc.${clusterDomain}` : host.endsWith('.svc') ? `${host}.${clusterDomain}` : undefined;
  return cluster ? [cluster, host] : [host];
}
/** The wildcards that cover a name, the longest first. */
export function wildcardsOf(name: string): string[] {
  const out: string[] = [], labels = name.split('.');
  for (let i = 1; i < labels.length; i++) out.push(`*.${labels.slice(i).join('.')}`);
  return out;
}
/** Names that nobody outside of the cluster has. */
export const isClusterName = (host: string, clusterDomain: string): boolean => !host.includes('.') || host.endsWith('.svc') || host.endsWith(`.${clusterDomain}`);
