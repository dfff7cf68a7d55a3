import { all, always, any, never, not, text, type Condition, type Subject, type TextMatch } from '../condition';
import { escapeRegex } from '../../text/re2';
import { fields, textOf, texts, type Fields } from './fields';
import type { Settings } from './settings';

/** Why a part of a rule cannot be had: HTTP only, where there is none; or nobody knows the key. */
class Unfit extends Error {}

export interface RuleSite { readonly http: boolean; readonly action: string; readonly namespace: string; readonly settings: Settings }

/**
 * When a rule holds; undefined: the proxy does not get it. Where no HTTP is read, an ALLOW rule with a condition on HTTP is dropped as a whole, and any other loses only that condition: it holds for more.
 */
export function ruleCondition(rule: Fields, site: RuleSite): Condition | undefined {
  try {
    const when = conditionsOf(rule.when, site);
    const from = Array.isArray(rule.from) && rule.from.length > 0 ? any(rule.from.map((f: unknown) => sourceCondition(fields(fields(f)?.source) ?? {}, site))) : always;
    const to = Array.isArray(rule.to) && rule.to.length > 0 ? any(rule.to.map((t: unknown) => operationCondition(fields(fields(t)?.operation) ?? {}, site))) : always;
    return all([from, to, when]);
  } catch (error) {
    if (error instanceof Unfit) return undefined;
    throw error;
  }
}

type Make = (value: string, site: RuleSite) => Condition;
interface Attribute { readonly make: Make; readonly http?: true }

/** Values of which one must hold, and values of which none may. */
function part(attribute: Attribute, values: readonly string[], notValues: readonly string[], site: RuleSite): Condition {
  if (values.length === 0 && notValues.length === 0) return always;
  if (attribute.http && !site.http) {
    if (site.action === 'ALLOW') throw new Unfit();
    return always;
  }
  const each = (list: readonly string[]): Condition => any(list.map((v) => attribute.make(v, site)));
  return all([values.length > 0 ? each(values) : always, notValues.length > 0 ? not(each(notValues)) : always]);
}

const exact = (value: string): TextMatch => ({ kind: 'exact', value });
/** `*` is anything that is there; a star at one end is a prefix or suffix. */
const pattern = (subject: Subject): Make => (value) => text(subject, matchOf(value));
function matchOf(value: string): TextMatch {
  if (value === '*') return { kind: 'regex', value: '.+' };
  if (value.startsWith('*')) return { kind: 'suffix', value: value.slice(1) };
  return value.endsWith('*') ? { kind: 'prefix', value: value.slice(0, -1) } : exact(value);
}
const headerMatch = (value: string, ignoreCase: boolean): TextMatch => {
  if (value === '*') return { kind: 'present' };
  const match = matchOf(value);
  return ignoreCase && (match.kind === 'exact' || match.kind === 'prefix' || match.kind === 'suffix') ? { ...match, ignoreCase: true } : match;
};

const principals: Attribute = { make: (value, { settings }) => any(withAliases(value, settings).map((v) => text({ on: 'principal' }, principalMatch(v)))) };
const principalMatch = (value: string): TextMatch => (value !== '*' && value.startsWith('*') ? { kind: 'suffix', value: value.slice(1) } : matchOf(value));
/** The mesh's trust domain, its aliases and `cluster.local` mean one another. */
function withAliases(principal: string, { trustDomain, aliases }: Settings): readonly string[] {
  const parts = principal.split('/'), domains = [trustDomain, ...aliases];
  if (parts.length !== 5 || parts[0] === '*') return [principal];
  const known = parts[0] === 'cluster.local' || domains.some((d) => domainMeets(parts[0], d));
  if (!known) return [principal];
  return [...new Set(domains.map((d) => (parts[0].startsWith('*') && d.endsWith(parts[0].slice(1)) ? principal : [d, ...parts.slice(1)].join('/'))))];
}
const domainMeets = (written: string, domain: string): boolean => written === domain || (written.startsWith('*') && domain.endsWith(written.slice(1))) || (written.endsWith('*') && domain.startsWith(written.slice(0, -1)));

const namespaces: Attribute = { make: (value) => text({ on: 'namespace' }, value.includes('*') ? { kind: 'regex', value: value.split('*').map(escapeRegex).join('.*') } : exact(value)) };
const serviceAccounts: Attribute = {
  make: (value, { namespace }) => {
    const slash = value.indexOf('/');
    const [ns, name] = slash < 0 ? [namespace, value] : [value.slice(0, slash), value.slice(slash + 1)];
    return all([text({ on: 'namespace' }, exact(ns)), text({ on: 'serviceAccount' }, exact(name))]);
  },
};
const trustDomains: Attribute = {
  make: (value, { settings }) => {
    const domains = [settings.trustDomain, ...settings.aliases];
    return any((domains.includes(value) ? domains : [value]).map((v) => text({ on: 'trustDomain' }, v === '*' ? { kind: 'present' } : matchOf(v))));
  },
};
const address = (of: 'peer' | 'client' | 'destination'): Attribute => ({ make: (cidr) => ({ op: 'address', of, cidr }) });
const claim = (path: readonly string[]): Attribute => ({ http: true, make: pattern({ on: 'claim', path }) });
const requestPrincipals: Attribute = {
  http: true,
  make: (value) => {
    const there: TextMatch = { kind: 'regex', value: '.+' };
    const both = (issuer: TextMatch, subject: TextMatch): Condition => all([text({ on: 'claim', path: ['iss'] }, issuer), text({ on: 'claim', path: ['sub'] }, subject)]);
    const slash = value.lastIndexOf('/'), issuer = slash < 0 ? value : value.slice(0, slash), subject = slash < 0 ? '' : value.slice(slash + 1);
    if (value === '*') return both(there, there);
    if (value.startsWith('*')) return slash < 0 ? both(there, { kind: 'suffix', value: value.slice(1) }) : both(issuer === '*' ? there : { kind: 'suffix', value: issuer.slice(1) }, exact(subject));
    if (value.endsWith('*')) return slash < 0 ? both({ kind: 'prefix', value: value.slice(0, -1) }, there) : both(exact(issuer), subject === '*' ? there : { kind: 'prefix', value: subject.slice(0, -1) });
    return both(exact(issuer), exact(subject));
  },
};
const paths: Attribute = { http: true, make: (value) => text({ on: 'path' }, /\{\*{1,2}\}/.test(value) ? { kind: 'template', value } : value === '*' ? { kind: 'present' } : matchOf(value)) };
const hosts: Attribute = { http: true, make: (value) => text({ on: 'authority' }, headerMatch(value, true)) };
const methods: Attribute = { http: true, make: (value) => text({ on: 'method' }, headerMatch(value, false)) };
const ports: Attribute = {
  make: (value, { action }) => {
    const port = Number(value);
    if (Number.isInteger(port) && port > 0 && port < 65536) return { op: 'port', ports: [port] };
    if (action === 'ALLOW') throw new Unfit();
    return never;
  },
};

function sourceCondition(s: Fields, site: RuleSite): Condition {
  const of = (attribute: Attribute, yes: string, no: string): Condition => part(attribute, texts(s[yes]), texts(s[no]), site);
  return all([
    of(principals, 'principals', 'notPrincipals'), of(requestPrincipals, 'requestPrincipals', 'notRequestPrincipals'), of(serviceAccounts, 'serviceAccounts', 'notServiceAccounts'), of(trustDomains, 'trustDomains', 'notTrustDomains'),
    of(namespaces, 'namespaces', 'notNamespaces'), of(address('client'), 'remoteIpBlocks', 'notRemoteIpBlocks'), of(address('peer'), 'ipBlocks', 'notIpBlocks'),
  ]);
}
function operationCondition(o: Fields, site: RuleSite): Condition {
  const of = (attribute: Attribute, yes: string, no: string): Condition => part(attribute, texts(o[yes]), texts(o[no]), site);
  return all([of(hosts, 'hosts', 'notHosts'), of(methods, 'methods', 'notMethods'), of(paths, 'paths', 'notPaths'), of(ports, 'ports', 'notPorts')]);
}

const KEYS: Readonly<Record<string, Attribute>> = {
  'source.ip': address('peer'), 'remote.ip': address('client'), 'source.namespace': namespaces, 'source.principal': principals, 'source.serviceAccount': serviceAccounts, 'source.trustDomain': trustDomains,
  'request.auth.principal': requestPrincipals, 'request.auth.audiences': claim(['aud']), 'request.auth.presenter': claim(['azp']), 'destination.ip': address('destination'), 'destination.port': ports,
  'connection.sni': { make: pattern({ on: 'sni' }) },
};
function conditionsOf(when: unknown, site: RuleSite): Condition {
  if (!Array.isArray(when)) return always;
  return all(when.map((w: unknown) => {
    const f = fields(w) ?? {}, key = textOf(f.key), attribute = KEYS[key] ?? bracketed(key);
    if (!attribute) throw new Unfit();
    return part(attribute, texts(f.values), texts(f.notValues), site);
  }));
}
/** `request.headers[x-user]`, `request.auth.claims[realm][roles]`. */
function bracketed(key: string): Attribute | undefined {
  const header = /^request\.headers\[(.+)\]$/.exec(key);
  if (header) return { http: true, make: (value) => text({ on: 'header', name: header[1].toLowerCase() }, headerMatch(value, false)) };
  const claims = /^request\.auth\.claims((?:\[[^\]]+\])+)$/.exec(key);
  if (claims) return claim([...claims[1].matchAll(/\[([^\]]+)\]/g)].map(([, name]) => name));
  // What filters of others found out is not known here: taken as something that no request shows.
  return key.startsWith('experimental.envoy.filters.') ? { make: (value) => text({ on: 'header', name: `:${key}` }, matchOf(value)) } : undefined;
}
