import type { Condition } from '../condition';
import type { Cors, Fault, Forward, HeaderChange, Host, RedirectAction, RespondAction, Rewrite, Rule, Share, Target } from '../mesh';
import { defaultOf } from '../objects';
import type { Provenance } from '../provenance';
import { millisOf } from './duration';
import { entries, fields, items, numberOf, textMap, textOf, texts, type Fields } from './fields';
import { headersOf } from './http-headers';
import { conditionOf, textMatch } from './http-match';
import { selects } from './names';
import { retriesOf } from './retries';
import type { RouteHash } from './route-hash';
import type { Settings } from './settings';
import type { HttpRoute, VirtualService } from './virtual-services';

/** The proxy that rules are for, and where its requests arrive. */
export interface RouteContext {
  readonly settings: Settings;
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
  /** `mesh`, or a gateway as `namespace/name`. */
  readonly gateway: string;
  /** Of the listener; a sidecar's is the port of the service. */
  readonly port: number;
  /** Whether TLS ends at the listener. */
  readonly tls?: boolean;
  /** The host that a destination means, if it is known where routes are made: its only port is the default. */
  host(name: string): Host | undefined;
  /** What consistent hashing means for a destination. @default - nothing */
  hash?(destination: Fields): RouteHash;
}

/** The rules of a VirtualService's HTTP routes for a proxy, in order: one for each match, up to the first that takes everything. Empty: none of it is for this proxy and port. */
export function rulesOf(vs: VirtualService, context: RouteContext): readonly Rule[] {
  const rules: Rule[] = [];
  for (const route of vs.http) {
    if (route.matches.length === 0) return [...rules, ruleOf(route, undefined, context)];
    for (const match of route.matches) {
      if (!isFor(match.match, context)) continue;
      const rule = ruleOf(route, match, context);
      rules.push(rule);
      if (rule.when.op === 'always') return rules;
    }
  }
  return rules;
}

/** A match that names gateways is for them, whoever the source is; else it is for its sources, on any gateway. */
function isFor(match: Fields, context: RouteContext): boolean {
  if (numberOf(match.port) !== 0 && numberOf(match.port) !== context.port) return false;
  const gateways = texts(match.gateways);
  if (gateways.length > 0) return gateways.includes(context.gateway);
  return selects(textMap(match.sourceLabels), context.labels) && (textOf(match.sourceNamespace) === '' || match.sourceNamespace === context.namespace);
}

function ruleOf(route: HttpRoute, match: HttpRoute['matches'][number] | undefined, context: RouteContext): Rule {
  const when: Condition = match ? conditionOf(match.match) : { op: 'always' };
  const fieldsOf = route.route, name = [textOf(fieldsOf.name), textOf(match?.match.name)];
  const headers = headersOf(fieldsOf.headers), from = match?.from ?? route.from();
  const cors = fields(fieldsOf.corsPolicy);
  const common = { ...(name.some((n) => n !== '') && { name: name[1] === '' ? name[0] : name.join('.') }), when, from, ...(cors && { cors: { value: corsOf(cors), from: route.from('corsPolicy') } }) };
  if (fields(fieldsOf.redirect)) return { ...common, action: redirectOf(fieldsOf.redirect, match?.match, context), ...changes(headers.request, headers.response) };
  if (fields(fieldsOf.directResponse)) return { ...common, action: respondOf(fieldsOf.directResponse), ...changes(headers.request, headers.response) };
  const { action, request, response } = forwardOf(route, match?.match, context);
  return { ...common, action, ...changes(request, response) };
}
const changes = (request: HeaderChange | undefined, response: HeaderChange | undefined) => ({ ...(request && { requestHeaders: request }), ...(response && { responseHeaders: response }) });

/** Where a prefix rewrite begins: the prefix that is matched, else the whole path. */
function rewriteOf(by: string, match: Fields | undefined): Pick<Rewrite, 'path' | 'prefix'> {
  const uri = fields(match?.uri);
  if (uri === undefined) return { prefix: { match: '/', by } };
  return typeof uri.prefix === 'string' && typeof uri.exact !== 'string' ? { prefix: { match: uri.prefix, by } } : { path: by };
}

function redirectOf(redirect: Fields, match: Fields | undefined, context: RouteContext): RedirectAction {
  const scheme = textOf(redirect.scheme), authority = textOf(redirect.authority), prefix = textOf(redirect.prefixRewrite), uri = textOf(redirect.uri);
  const written = numberOf(redirect.port) || (redirect.derivePort === 'FROM_REQUEST_PORT' ? context.port : 0);
  const standard = (scheme || (context.tls ? 'https' : 'http')) === 'https' ? 443 : 80;
  return {
    kind: 'redirect', status: numberOf(redirect.redirectCode) || 301,
    ...(scheme !== '' && { scheme }), ...(authority !== '' && { authority }), ...(written !== 0 && written !== standard && { port: written }),
    ...(prefix !== '' ? rewriteOf(prefix, match) : uri !== '' && { path: uri }),
  };
}

function respondOf(response: Fields): RespondAction {
  const body = fields(response.body);
  const said = typeof body?.string === 'string' ? body.string : typeof body?.bytes === 'string' ? Buffer.from(body.bytes, 'base64').toString() : undefined;
  return { kind: 'respond', status: numberOf(response.status), ...(said !== undefined && { body: said }) };
}

function forwardOf(route: HttpRoute, match: Fields | undefined, context: RouteContext): { readonly action: Forward; readonly request?: HeaderChange; readonly response?: HeaderChange } {
  const { route: of, from } = route;
  const own = headersOf(of.headers), written = entries(of.route), single = written.length === 1;
  const shares: Share[] = [], hashes: RouteHash[] = [];
  let { request, response, authority } = own;
  for (const [r, i] of written) {
    const weight = numberOf(r.weight), headers = headersOf(r.headers);
    if (!single && weight === 0) continue;
    const destination = fields(r.destination) ?? {}, to = targetOf(destination, context);
    if (context.hash) hashes.push(context.hash(destination));
    // The only destination's headers are the rule's own, behind those that it has.
    if (single) [request, response, authority] = [chain(request, headers.request), chain(response, headers.response), authority ?? headers.authority];
    shares.push({ to, weight: single ? weight || 100 : weight, ...(!single && shareHeaders(headers)), from: from(`route[${i}]`) });
  }
  const rewrite = fields(of.rewrite), rewriteAuthority = textOf(rewrite?.authority) || authority;
  const value: Rewrite = { ...(rewriteAuthority && { authority: rewriteAuthority }), ...(rewrite && pathRewrite(rewrite, match)) };
  const timeout = millisOf(of.timeout), fault = fields(of.fault) && faultOf(of.fault);
  const action: Forward = {
    kind: 'forward', to: shares,
    ...(Object.keys(value).length > 0 && { rewrite: { value, from: rewrite ? from('rewrite') : from('headers') } }),
    mirrors: mirrorsOf(of, from, context),
    timeout: timeout === undefined ? { value: 0, from: defaultOf('Istio') } : { value: timeout, from: from('timeout') },
    retries: retriesOf(of.retries, () => from('retries'), context.settings, single && shares.length === 1 && hashes[0]?.hashed === true),
    ...(fault && { fault: { value: fault, from: from('fault') } }), ...hashFields(hashes),
  };
  return { action, request, response };
}
/** What the hashes of a route go by, each once. */
export function hashFields(hashes: readonly RouteHash[]): Pick<Forward, 'hash'> {
  const by = new Map(hashes.flatMap((h) => (h.by ? [[JSON.stringify(h.by), h.by] as const] : [])));
  return by.size === 0 ? {} : { hash: [...by.values()] };
}
const shareHeaders = (h: ReturnType<typeof headersOf>) => ({ ...(h.request && { requestHeaders: h.request }), ...(h.response && { responseHeaders: h.response }), ...(h.authority !== undefined && { authority: h.authority }) });

/** One change after another. */
function chain(first: HeaderChange | undefined, then: HeaderChange | undefined): HeaderChange | undefined {
  if (!first || !then) return first ?? then;
  const add = { ...first.add };
  for (const name in then.set) delete add[name];
  // Values that both add are there one after the other.
  for (const [name, value] of Object.entries(then.add)) add[name] = name in add ? `${add[name]},${value}` : value;
  return { set: { ...first.set, ...then.set }, add, remove: [...new Set([...first.remove, ...then.remove])] };
}

function pathRewrite(rewrite: Fields, match: Fields | undefined): Rewrite {
  const regex = fields(rewrite.uriRegexRewrite);
  if (regex) return { regex: { match: textOf(regex.match), by: textOf(regex.rewrite) } };
  return textOf(rewrite.uri) === '' ? {} : rewriteOf(rewrite.uri, match);
}

function mirrorsOf(of: Fields, from: (field: string) => Provenance, context: RouteContext): Forward['mirrors'] {
  const out: { to: Target; percent: number; from: Provenance }[] = [];
  const one = fields(of.mirror);
  if (one) {
    const percent = fields(of.mirrorPercentage) ? percentOf(of.mirrorPercentage) : typeof of.mirrorPercent === 'number' ? of.mirrorPercent : 100;
    if (percent > 0) out.push({ to: targetOf(one, context), percent, from: from('mirror') });
  }
  for (const [mirror, i] of entries(of.mirrors)) {
    const to = fields(mirror.destination), percent = fields(mirror.percentage) ? percentOf(mirror.percentage) : 100;
    if (to && percent > 0) out.push({ to: targetOf(to, context), percent, from: from(`mirrors[${i}]`) });
  }
  return out;
}
/** Ten thousandths of a percent are the least that a proxy knows. */
const percentOf = (percentage: unknown): number => Math.trunc(numberOf(fields(percentage)?.value) * 10_000) / 10_000;

/** Without a percentage nothing is delayed and nothing aborted. */
function faultOf(fault: Fields): Fault | undefined {
  const delay = fields(fault.delay), abort = fields(fault.abort), by = millisOf(delay?.fixedDelay);
  const delayed = delay && by !== undefined ? { by, percent: fields(delay.percentage) ? percentOf(delay.percentage) : numberOf(delay.percent) } : undefined;
  const error = abort && (typeof abort.grpcStatus === 'string' ? { grpcStatus: abort.grpcStatus } : typeof abort.httpStatus === 'number' ? { status: abort.httpStatus } : undefined);
  const aborted = error ? { ...error, percent: percentOf(abort!.percentage) } : undefined;
  return delayed || aborted ? { ...(delayed && { delay: delayed }), ...(aborted && { abort: aborted }) } : undefined;
}

function corsOf(cors: Fields): Cors {
  const maxAge = millisOf(cors.maxAge);
  return {
    allowOrigins: Array.isArray(cors.allowOrigins) ? items(cors.allowOrigins).map(textMatch) : texts(cors.allowOrigin).map((value) => ({ kind: 'exact', value })),
    allowMethods: texts(cors.allowMethods), allowHeaders: texts(cors.allowHeaders), exposeHeaders: texts(cors.exposeHeaders),
    ...(typeof cors.allowCredentials === 'boolean' && { allowCredentials: cors.allowCredentials }),
    ...(maxAge !== undefined && { maxAge: Math.trunc(maxAge / 1000) * 1000 }),
    ...(cors.unmatchedPreflights === 'IGNORE' || cors.unmatchedPreflights === 'FORWARD' ? { unmatchedPreflights: cors.unmatchedPreflights } : {}),
  };
}

/** Where a destination leads: the port it names, else the only one that the host has here, else the listener's. An ExternalName is what it stands for. */
export function targetOf(destination: Fields, context: Pick<RouteContext, 'port' | 'host'>): Target {
  const name = textOf(destination.host), host = context.host(name), subset = textOf(destination.subset);
  const port = fields(destination.port) ? numberOf(destination.port.number) : host?.ports.length === 1 ? host.ports[0].number : context.port;
  return { host: host?.aliasOf ?? name, port, ...(subset !== '' && { subset }) };
}
