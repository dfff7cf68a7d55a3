import type { Destination, HashBy, HeaderChange, Rule, Share, Target, VirtualHost } from '../../../../lib/effective';
import { conditionText } from '../condition-text';
import { plain, sharesText, type Plain } from '../normal';
import { targetName } from '../names';

export type Find = (target: Target) => Destination | undefined;

/** A table by domains. */
export function tableOf(hosts: readonly VirtualHost[], find: Find): { readonly [domains: string]: Plain } {
  return Object.fromEntries(hosts.map((h) => [[...h.domains].sort().join(' '), hostOf(h, find)]));
}
export const hostOf = (host: VirtualHost, find: Find): Plain => plain({ routes: host.rules.map((r) => routeOf(r, find)), ...(host.requireTls && { toHttps: true }) });

function routeOf(rule: Rule, find: Find): Plain {
  const c = rule.cors?.value;
  return plain({
    when: conditionText(rule.when),
    ...actionOf(rule, find),
    cors: c && {
      origins: c.allowOrigins.map((m) => `${m.kind} ${'value' in m ? m.value : ''}`), methods: c.allowMethods.join() || undefined, headers: c.allowHeaders.join() || undefined, expose: c.exposeHeaders.join() || undefined,
      maxAge: c.maxAge, credentials: c.allowCredentials, forward: c.unmatchedPreflights !== 'IGNORE',
    },
    requestHeaders: changes(rule.requestHeaders), responseHeaders: changes(rule.responseHeaders),
  });
}

function actionOf({ action: a }: Rule, find: Find): object {
  switch (a.kind) {
    case 'respond': return { respond: a.status, body: a.body };
    case 'redirect': return { redirect: a.status, scheme: a.scheme, authority: a.authority, port: a.port, path: a.path, prefix: a.prefix?.by };
    case 'passthrough': return { to: 'PassthroughCluster', timeout: 0, retries: 'none' };
    case 'forward': {
      const rewrite = a.rewrite?.value, { delay, abort } = a.fault?.value ?? {}, { attempts, on, perTryTimeout, backoff, avoidPrevious, remoteLocalities } = a.retries.value;
      const hash = a.to.some((s) => /HASH|MAGLEV/.test(find(s.to)?.balancing.value.algorithm ?? '')) ? (a.hash ?? []).map(hashText) : [];
      return {
        to: sharesText(a.to.map(shareOf)), timeout: a.timeout.value,
        retries: attempts === 0 ? 'none' : { attempts, perTry: perTryTimeout || undefined, on: [...on].sort().join(), backoff, elsewhere: avoidPrevious || undefined, remote: remoteLocalities || undefined },
        authority: rewrite?.authority, path: rewrite?.path ?? rewrite?.prefix?.by, regex: rewrite?.regex && `${rewrite.regex.match} → ${rewrite.regex.by}`,
        mirrors: a.mirrors.length === 0 ? undefined : a.mirrors.map((m) => `${m.percent}% ${targetName(m.to)}`), hash: hash.length === 0 ? undefined : hash,
        fault: delay || abort ? { delay: delay && `${delay.by} ms, ${delay.percent}%`, abort: abort && `${abort.status ?? `gRPC ${grpcNumber(abort.grpcStatus!)}`}, ${abort.percent}%` } : undefined,
      };
    }
  }
}

export const shareOf = (s: Share): { name: string; weight: number; more: string } => ({
  name: targetName(s.to), weight: s.weight, more: `${change('', changes(s.requestHeaders))}${change('response', changes(s.responseHeaders))}${s.authority === undefined ? '' : ` as ${s.authority}`}`,
});
const change = (of: string, c: readonly string[] | undefined): string => (c === undefined ? '' : ` ${of}{${c.join(' ')}}`);

function changes(c: HeaderChange | undefined): readonly string[] | undefined {
  if (!c) return undefined;
  const lines = [...Object.entries(c.set).map(([n, v]) => `${n}=${v}`), ...Object.entries(c.add).map(([n, v]) => `${n}+=${v}`), ...c.remove.map((n) => `-${n}`)].sort();
  return lines.length === 0 ? undefined : lines;
}

export function hashText(by: HashBy): string {
  if ('header' in by) return `header ${by.header}`;
  if ('cookie' in by) return `cookie ${by.cookie}${by.path === undefined ? '' : ` at ${by.path}`}${by.ttl === undefined ? '' : ` for ${by.ttl}`}`;
  return 'query' in by ? `query ${by.query}` : 'source address';
}

const GRPC = ['OK', 'CANCELLED', 'UNKNOWN', 'INVALID_ARGUMENT', 'DEADLINE_EXCEEDED', 'NOT_FOUND', 'ALREADY_EXISTS', 'PERMISSION_DENIED', 'RESOURCE_EXHAUSTED', 'FAILED_PRECONDITION', 'ABORTED', 'OUT_OF_RANGE', 'UNIMPLEMENTED', 'INTERNAL', 'UNAVAILABLE', 'DATA_LOSS', 'UNAUTHENTICATED'];
const grpcNumber = (status: string): number => (/^\d+$/.test(status) ? Number(status) : GRPC.indexOf(status));
