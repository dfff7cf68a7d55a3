import { escapeRegex } from '../../text/re2';
import { isAddress } from '../address';
import { all, any, text, type Condition, type Subject, type TextMatch } from '../condition';
import type { Settings } from './settings';
import { aliasedDomains, aliasedPrincipals } from './trust-domains';

/** What a rule's words depend on: whether HTTP is read, what a rule that holds does, whose it is. */
export interface RuleSite { readonly http: boolean; readonly action: string; readonly namespace: string; readonly settings: Settings }
/** Something that rules look at. `make`: that it has a value; undefined: that is no value of it. */
export interface Attribute { readonly make: (value: string, site: RuleSite) => Condition | undefined; readonly http?: true }

const exact = (value: string): TextMatch => ({ kind: 'exact', value });
const there: TextMatch = { kind: 'present' };
/** Anything but an empty text. */
const something: TextMatch = { kind: 'regex', value: '.+' };
/** A star at one end is a prefix or suffix; by itself, `whole`. */
function starred(value: string, whole: TextMatch = something): TextMatch {
  if (value === '*') return whole;
  if (value.startsWith('*')) return { kind: 'suffix', value: value.slice(1) };
  return value.endsWith('*') ? { kind: 'prefix', value: value.slice(0, -1) } : exact(value);
}
/** Stars anywhere. */
function globbed(value: string): TextMatch {
  const star = value.indexOf('*');
  return star < 0 || (star === value.lastIndexOf('*') && (star === 0 || star === value.length - 1)) ? starred(value, there) : { kind: 'regex', value: value.split('*').map(escapeRegex).join('.*') };
}
const inAnyCase = (match: TextMatch): TextMatch => (match.kind === 'exact' || match.kind === 'prefix' || match.kind === 'suffix' ? { ...match, ignoreCase: true } : match);
const of = (subject: Subject, match: (value: string) => TextMatch = starred): Attribute => ({ make: (value) => text(subject, match(value)) });
const ofHttp = (subject: Subject, match: (value: string) => TextMatch = starred): Attribute => ({ ...of(subject, match), http: true });
const header = (value: string): TextMatch => starred(value, there);

// No identity is empty.
const principals: Attribute = { make: (value, { settings }) => any(aliasedPrincipals(value, settings).map((v) => text({ on: 'principal' }, starred(v, there)))) };
const namespaces = of({ on: 'namespace' }, globbed);
const trustDomains: Attribute = { make: (value, { settings }) => any(aliasedDomains(value, settings).map((v) => text({ on: 'trustDomain' }, globbed(v)))) };
/** `namespace/name`; without a namespace one of the policy's own. */
const serviceAccounts: Attribute = {
  make: (value, { namespace }) => {
    const slash = value.indexOf('/'), [owner, name] = slash < 0 ? [namespace, value] : [value.slice(0, slash), value.slice(slash + 1)];
    return all([text({ on: 'namespace' }, exact(owner)), text({ on: 'serviceAccount' }, exact(name))]);
  },
};
const address = (whose: 'peer' | 'client' | 'destination'): Attribute => ({
  make: (cidr) => {
    const [base, length, more] = cidr.split('/');
    if (!isAddress(base) || more !== undefined || (length !== undefined && !(/^\d{1,3}$/.test(length) && Number(length) <= (base.includes(':') ? 128 : 32)))) return undefined;
    return { op: 'address', of: whose, cidr };
  },
});
const ports: Attribute = { make: (value) => (/^\d+$/.test(value) && Number(value) < 65_536 ? { op: 'port', ports: [Number(value)] } : undefined) };
const claim = (path: readonly string[]): Attribute => ofHttp({ on: 'claim', path });

/** `issuer/subject`; the issuer may have slashes. Both are claims, and a star takes only one that says something. */
const requestPrincipals: Attribute = {
  http: true,
  make: (value) => {
    const slash = value.lastIndexOf('/'), whole = slash < 0, issuer = whole ? value : value.slice(0, slash), subject = whole ? '' : value.slice(slash + 1);
    const both = (iss: TextMatch, sub: TextMatch): Condition => all([text({ on: 'claim', path: ['iss'] }, iss), text({ on: 'claim', path: ['sub'] }, sub)]);
    if (value === '*') return both(something, something);
    if (value.startsWith('*')) return whole ? both(something, { kind: 'suffix', value: value.slice(1) }) : both(issuer === '*' ? something : { kind: 'suffix', value: issuer.slice(1) }, exact(subject));
    if (value.endsWith('*')) return whole ? both({ kind: 'prefix', value: value.slice(0, -1) }, something) : both(exact(issuer), subject === '*' ? something : { kind: 'prefix', value: subject.slice(0, -1) });
    return both(exact(issuer), exact(subject));
  },
};

export const SOURCE: Readonly<Record<string, Attribute>> = {
  principals, requestPrincipals, serviceAccounts, trustDomains, namespaces, remoteIpBlocks: address('client'), ipBlocks: address('peer'),
};
export const OPERATION: Readonly<Record<string, Attribute>> = {
  hosts: ofHttp({ on: 'authority' }, (v) => inAnyCase(header(v))), methods: ofHttp({ on: 'method' }, header),
  paths: ofHttp({ on: 'path' }, (value) => (/\{\*{1,2}\}/.test(value) ? { kind: 'template', value } : header(value))), ports,
};
/** What `when` may ask for by a plain name. */
export const AUTHORIZATION_KEYS: Readonly<Record<string, Attribute>> = {
  'source.ip': address('peer'), 'remote.ip': address('client'), 'source.namespace': namespaces, 'source.principal': principals, 'source.serviceAccount': serviceAccounts, 'source.trustDomain': trustDomains,
  'request.auth.principal': requestPrincipals, 'request.auth.audiences': claim(['aud']), 'request.auth.presenter': claim(['azp']), 'destination.ip': address('destination'), 'destination.port': ports,
  'connection.sni': of({ on: 'sni' }),
};

const PSEUDO: Readonly<Record<string, Subject>> = { ':authority': { on: 'authority' }, host: { on: 'authority' }, ':method': { on: 'method' }, ':path': { on: 'target' }, ':scheme': { on: 'scheme' } };
const none: Attribute = { make: () => undefined };
/** `request.headers[x-user]`, `request.auth.claims[realm][roles]`, `experimental.envoy.filters.name[key]`; undefined: nobody knows the key. */
export function keyed(key: string): Attribute | undefined {
  if (key.startsWith('request.headers')) {
    const name = /^\[(.*)\]$/.exec(key.slice('request.headers'.length))?.[1].toLowerCase();
    return name === undefined ? { ...none, http: true } : ofHttp(PSEUDO[name] ?? { on: 'header', name }, header);
  }
  if (key.startsWith('request.auth.claims')) {
    const rest = key.slice('request.auth.claims'.length), nested = /^(\[[^[\]]*\])*$/.test(rest) ? [...rest.matchAll(/\[([^[\]]*)\]/g)].map(([, name]) => name) : undefined, whole = /^\[(.*)\]$/.exec(rest)?.[1];
    return nested ? claim(nested) : whole === undefined ? { ...none, http: true } : claim([whole]);
  }
  if (key.startsWith('experimental.envoy.filters.')) return key.includes('[') ? of({ on: 'metadata', name: key.slice('experimental.'.length) }) : none;
  return undefined;
}
