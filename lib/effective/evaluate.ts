import { regexMatches } from '../text/re2';
import { addressIn } from './address';
import type { Condition, Subject, TextMatch } from './condition';
import type { SeenRequest } from './request';

/** `undefined`: it depends on something of the request that is not known. */
export type Verdict = boolean | undefined;

/** Whether a request meets a condition. */
export function evaluate(condition: Condition, request: SeenRequest): Verdict {
  switch (condition.op) {
    case 'always': return true;
    case 'never': return false;
    case 'all': return every(condition.of, request);
    case 'any': return some(condition.of, request);
    case 'not': { const met = evaluate(condition.of, request); return met === undefined ? undefined : !met; }
    case 'port': return request.port === undefined ? undefined : condition.ports.includes(request.port);
    case 'address': {
      const address = condition.of === 'peer' ? request.peerAddress : condition.of === 'client' ? request.clientAddress : request.destinationAddress;
      return address === undefined ? undefined : address !== null && addressIn(address, condition.cidr);
    }
    case 'text': return textMet(condition.subject, condition.match, request);
  }
}

function every(of: readonly Condition[], request: SeenRequest): Verdict {
  let unknown = false;
  for (const c of of) {
    const met = evaluate(c, request);
    if (met === false) return false;
    unknown ||= met === undefined;
  }
  return unknown ? undefined : true;
}
function some(of: readonly Condition[], request: SeenRequest): Verdict {
  let unknown = false;
  for (const c of of) {
    const met = evaluate(c, request);
    if (met === true) return true;
    unknown ||= met === undefined;
  }
  return unknown ? undefined : false;
}

function textMet(subject: Subject, match: TextMatch, request: SeenRequest): Verdict {
  const values = valuesOf(subject, request);
  return values === undefined ? undefined : values.some((value) => textMatches(match, value));
}

/** The values that a request has of something: none, one, or several (a claim that is a list); undefined: not known. */
export function valuesOf(subject: Subject, request: SeenRequest): readonly string[] | undefined {
  switch (subject.on) {
    case 'method': return one(request.method);
    case 'target': return one(request.target);
    case 'path': return request.target === undefined ? undefined : [pathOf(request.target)];
    case 'authority': return one(request.authority);
    case 'scheme': return one(request.scheme);
    case 'sni': return one(request.sni);
    case 'header': return one(request.headers?.[subject.name] ?? null);
    case 'query': return request.target === undefined ? undefined : one(queryOf(request.target).get(subject.name) ?? null);
    case 'cookie': return one(cookieOf(request.headers?.cookie ?? '', subject.name));
    case 'principal': return one(request.principal);
    case 'namespace': return part(request.principal, 2);
    case 'serviceAccount': return part(request.principal, 4);
    case 'trustDomain': return part(request.principal, 0);
    case 'requestPrincipal': return request.token === undefined ? undefined : request.token === null || request.token.subject === undefined ? [] : [`${request.token.issuer}/${request.token.subject}`];
    case 'metadata': return undefined;
    case 'claim': return request.token === undefined ? undefined : request.token === null ? [] : claimOf(request.token.claims, subject.path);
  }
}
const one = (value: string | null | undefined): readonly string[] | undefined => (value === undefined ? undefined : value === null ? [] : [value]);
function part(principal: string | null | undefined, at: number): readonly string[] | undefined {
  if (principal === undefined || principal === null) return one(principal);
  const found = principal.split('/')[at];
  return found === undefined ? [] : [found];
}

/** Path of a request target. */
export const pathOf = (target: string): string => {
  const end = target.search(/[?#]/);
  return end < 0 ? target : target.slice(0, end);
};
/** Query parameters as a proxy reads them: the first of a name counts. */
export function queryOf(target: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const at = target.indexOf('?');
  if (at < 0) return found;
  for (const pair of target.slice(at + 1).split('#')[0].split('&')) {
    const equals = pair.indexOf('=');
    const name = equals < 0 ? pair : pair.slice(0, equals);
    if (name !== '' && !found.has(name)) found.set(name, equals < 0 ? '' : pair.slice(equals + 1));
  }
  return found;
}
function cookieOf(header: string, name: string): string | null {
  for (const pair of header.split(';')) {
    const equals = pair.indexOf('=');
    if (equals >= 0 && pair.slice(0, equals).trim() === name) return pair.slice(equals + 1).trim();
  }
  return null;
}
function claimOf(claims: Readonly<Record<string, unknown>>, path: readonly string[]): readonly string[] {
  let value: unknown = claims;
  for (const step of path) value = typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[step] : undefined;
  if (Array.isArray(value)) return value.filter((v): v is string => typeof v === 'string');
  return typeof value === 'string' ? [value] : [];
}

/** Whether a text is as wanted. */
export function textMatches(match: TextMatch, value: string): boolean {
  switch (match.kind) {
    case 'present': return true;
    case 'regex': return regexMatches(match.value, value);
    case 'segments': return match.value === '/' || match.value === '' || value === match.value || value.startsWith(match.value.endsWith('/') ? match.value : `${match.value}/`);
    case 'template': return templateMatches(match.value, value);
    default: {
      const [wanted, found] = match.ignoreCase ? [match.value.toLowerCase(), value.toLowerCase()] : [match.value, value];
      return match.kind === 'exact' ? found === wanted : match.kind === 'prefix' ? found.startsWith(wanted) : match.kind === 'suffix' ? found.endsWith(wanted) : found.includes(wanted);
    }
  }
}

const templates = new Map<string, RegExp>();
function templateMatches(template: string, path: string): boolean {
  let pattern = templates.get(template);
  if (!pattern) {
    const source = template.split(/(\{\*\*\}|\{\*\})/).map((piece) => (piece === '{*}' ? '[^/]+' : piece === '{**}' ? '.*' : piece.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'))).join('');
    templates.set(template, (pattern = new RegExp(`^${source}$`)));
  }
  return pattern.test(path);
}
