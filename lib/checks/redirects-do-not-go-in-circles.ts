import { evaluate, pathOf, type SeenRequest, type World } from '../effective';
import { hostCovers } from '../effective/istio/names';
import { exampleOf } from '../effective/reason';
import { placeOf, type Check } from './check';
import { boundTo, gatewayNamed } from './parts/client-namespaces';
import { entries, fields, textOf, texts } from './parts/fields';
import { ruleLists, type RouteRule, type RuleList } from './parts/route-rules';

interface At { readonly host: string; readonly target: string; readonly scheme: 'http' | 'https'; readonly method?: string; readonly headers?: Readonly<Record<string, string>> }

/** A client that follows its redirects comes back to where it was. */
export const redirectsDoNotGoInCircles: Check = {
  code: 'MESH2113',
  title: 'redirects come to an end',
  severity: 'error',
  docs: `A redirect leads to a request that is redirected again, and so on back to the first: browsers give up with "too many redirects". The classic is \`redirect: { scheme: https }\` in a VirtualService that is bound to servers with and without TLS: over HTTPS it
redirects to itself. Give the rule \`match: [{ scheme: { exact: http } }]\` or a \`port\`, or use \`tls.httpsRedirect\` of the Gateway's server.

Redirects are followed from an example of each rule, inside the VirtualServices that have the host.`,
  *run({ world }) {
    const lists = ruleLists(world).filter((l) => l.protocol === 'http');
    const byHost = new Map<string, RuleList[]>();
    for (const list of lists) for (const host of list.hosts) { const have = byHost.get(host); if (have) have.push(list); else byHost.set(host, [list]); }
    for (const list of lists) for (const rule of list.rules) {
      if (!fields(rule.fields.redirect) || list.hosts.length === 0) continue;
      const example = exampleOf(rule.when);
      const host = list.hosts.map((h) => h.replace(/^\*\.?/, 'x.')).find((h) => h !== '') ?? 'example.org';
      if (!example?.target) continue;
      for (const scheme of schemesOf(world, list, host, rule)) {
        const way = follow({ host: typeof example.authority === 'string' && example.authority !== 'example.org' ? example.authority : host, target: example.target, scheme, method: example.method, headers: example.headers }, rule, { world, byHost });
        if (!way) continue;
        yield { ...placeOf(rule.from), message: `redirects go in a circle: ${way.join(' → ')}`, help: 'limit the rule to the scheme, port or path that it is for' };
        break;
      }
    }
  },
};

/** Over what requests for a host can get to the rules. */
function schemesOf(world: World, list: RuleList, host: string, rule?: RouteRule): readonly ('http' | 'https')[] {
  const out = new Set<'http' | 'https'>();
  for (const name of boundTo(world, list.object)) {
    if (name === 'mesh') { out.add('http'); continue; }
    for (const [server] of entries(fields(gatewayNamed(world, name)?.manifest.spec)?.servers)) {
      const protocol = textOf(fields(server.port)?.protocol).toUpperCase(), tls = fields(server.tls), port = Number(fields(server.port)?.number);
      if (rule?.scope.port !== undefined && rule.scope.port !== port) continue;
      if (!texts(server.hosts).some((h) => hostCovers(h.slice(h.indexOf('/') + 1), host))) continue;
      if (protocol === 'HTTPS' && tls?.mode !== 'PASSTHROUGH') out.add('https'); else if (/^(HTTP|HTTP2|GRPC)$/.test(protocol) && tls?.httpsRedirect !== true) out.add('http');
    }
  }
  return [...out];
}

/** The way of a client that follows redirects, if it comes back; it must begin with the rule that is asked about. */
function follow(start: At, first: RouteRule, on: { readonly world: World; readonly byHost: ReadonlyMap<string, readonly RuleList[]> }): string[] | undefined {
  const seen: string[] = [];
  let at: At = start;
  for (let step = 0; step < 8; step++) {
    const text = `${at.scheme}://${at.host}${at.target}`;
    if (seen.includes(text)) return [...seen.slice(seen.indexOf(text)), text];
    seen.push(text);
    const rule = ruleFor(at, on);
    if (!rule || (step === 0 && rule !== first)) return undefined;
    const redirect = fields(rule.fields.redirect);
    if (!redirect || redirect.port !== undefined) return undefined;
    const uri = textOf(redirect.uri), by = textOf(redirect.prefixRewrite), matched = textOf(fields(rule.match?.uri)?.prefix), query = at.target.slice(pathOf(at.target).length);
    const target = by !== '' ? `${by}${pathOf(at.target).slice(matched.length)}${query}` : uri !== '' ? uri : at.target;
    const scheme = redirect.scheme === 'https' || redirect.scheme === 'http' ? redirect.scheme : at.scheme;
    at = { ...at, host: textOf(redirect.authority) || at.host, target, scheme };
  }
  return undefined;
}

function ruleFor(at: At, { world, byHost }: { readonly world: World; readonly byHost: ReadonlyMap<string, readonly RuleList[]> }): RouteRule | undefined {
  const request: SeenRequest = { method: at.method ?? 'GET', target: at.target, authority: at.host, scheme: at.scheme, headers: at.headers ?? {}, token: null };
  const lists = byHost.get(at.host) ?? [...byHost].find(([h]) => h.startsWith('*') && hostCovers(h, at.host))?.[1] ?? [];
  for (const list of lists) {
    for (const rule of list.rules) if (schemesOf(world, list, at.host, rule).includes(at.scheme) && rule.scope.labels === undefined && evaluate(rule.when, request) === true) return rule;
  }
  return undefined;
}
