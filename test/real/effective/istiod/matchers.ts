import { all, always, any, never, not, text, type Condition, type Subject, type TextMatch } from '../../../../lib/effective';
import type { EnvoyResource } from '../../mesh/envoy';

/** Envoy's matchers as conditions. What is not known here is an error: nothing may be passed over. */
export function textMatch(m: EnvoyResource): TextMatch {
  const ignoreCase = m.ignore_case === true ? { ignoreCase: true as const } : {};
  for (const kind of ['exact', 'prefix', 'suffix', 'contains'] as const) if (m[kind] !== undefined) return { kind, value: m[kind], ...ignoreCase };
  if (m.safe_regex !== undefined) return { kind: 'regex', value: m.safe_regex.regex };
  // An empty exact text is left out of the JSON.
  if (Object.keys(m).every((k) => k === 'ignore_case')) return { kind: 'exact', value: '' };
  throw new Error(`unknown matcher ${JSON.stringify(m)}`);
}

function headerSubject(name: string): Subject {
  switch (name) {
    case ':method': return { on: 'method' };
    case ':authority': return { on: 'authority' };
    case ':scheme': return { on: 'scheme' };
    case ':path': return { on: 'target' };
    default: return { on: 'header', name: name.toLowerCase() };
  }
}

export function headerCondition(m: EnvoyResource): Condition {
  const subject = headerSubject(m.name), invert = m.invert_match === true;
  const present = text(subject, { kind: 'present' });
  if (m.present_match !== undefined) return (m.present_match === true) !== invert ? present : not(present);
  if (m.string_match === undefined) return invert ? not(present) : present;
  const match = textMatch(m.string_match), met = text(subject, match);
  if (!invert) return m.treat_missing_header_as_empty === true && holdsForNothing(match) ? any([met, not(present)]) : met;
  return m.treat_missing_header_as_empty === true && holdsForNothing(match) ? not(any([met, not(present)])) : not(met);
}
function holdsForNothing(m: TextMatch): boolean {
  if (m.kind === 'regex') { try { return new RegExp(`^(?:${m.value})$`).test(''); } catch { return false; } }
  return 'value' in m && m.value === '';
}

/** What a route asks of requests. */
export function routeCondition(m: EnvoyResource): Condition {
  const ignoreCase = m.case_sensitive === false ? { ignoreCase: true as const } : {};
  const known = ['prefix', 'path', 'safe_regex', 'case_sensitive', 'headers', 'query_parameters', 'dynamic_metadata', 'path_separated_prefix'];
  for (const key of Object.keys(m)) if (!known.includes(key)) throw new Error(`unknown part of a route match: ${key}`);
  const path = { on: 'path' } as const;
  return all([
    m.prefix === undefined || m.prefix === '/' ? always : text(path, { kind: 'prefix', value: m.prefix, ...ignoreCase }),
    m.path === undefined ? always : text(path, { kind: 'exact', value: m.path, ...ignoreCase }),
    m.path_separated_prefix === undefined ? always : text(path, { kind: 'segments', value: m.path_separated_prefix }),
    m.safe_regex === undefined || m.safe_regex.regex === '.*' ? always : text(path, { kind: 'regex', value: m.safe_regex.regex }),
    ...(m.headers ?? []).map(headerCondition),
    ...(m.query_parameters ?? []).map((q: EnvoyResource) => text({ on: 'query', name: q.name }, q.string_match === undefined ? { kind: 'present' } : textMatch(q.string_match))),
    ...(m.dynamic_metadata ?? []).map(metadata),
  ]);
}

/** Claims of a token, as the filter that verified it wrote them down. */
export function metadata(m: EnvoyResource): Condition {
  const keys = m.path.map((p: EnvoyResource) => p.key) as string[];
  const subject: Subject = m.filter === 'envoy.filters.http.jwt_authn' && keys[0] === 'payload' ? { on: 'claim', path: keys.slice(1) } : { on: 'metadata', name: `${m.filter}[${keys.join('][')}]` };
  const condition = value(m.value, subject);
  return m.invert === true ? not(condition) : condition;
}
function value(v: EnvoyResource, subject: Subject, list = false): Condition {
  if (v.string_match !== undefined) { const m = textMatch(v.string_match); return text(subject, list && m.kind === 'exact' ? { kind: 'exact', value: `[${m.value}]` } : m); }
  // A value of somebody else's filter that is a list is written in brackets.
  if (v.list_match !== undefined) return value(v.list_match.one_of, subject, subject.on === 'metadata');
  if (v.present_match === true) return text(subject, { kind: 'present' });
  if (v.or_match !== undefined) {
    const parts = v.or_match.value_matchers.map((one: EnvoyResource) => value(one, subject)) as Condition[];
    return any([...new Map(parts.map((p) => [JSON.stringify(p), p])).values()]);
  }
  throw new Error(`unknown metadata matcher ${JSON.stringify(v)}`);
}

/** A condition of an RBAC filter, of either side. */
export function rbacCondition(rule: EnvoyResource): Condition {
  const [kind, v] = Object.entries(rule)[0] as [string, EnvoyResource];
  switch (kind) {
    case 'any': return v === true ? always : never;
    case 'and_rules': return all(v.rules.map(rbacCondition));
    case 'and_ids': return all(v.ids.map(rbacCondition));
    case 'or_rules': return any(v.rules.map(rbacCondition));
    case 'or_ids': return any(v.ids.map(rbacCondition));
    case 'not_rule': case 'not_id': return not(rbacCondition(v));
    case 'destination_port': return { op: 'port', ports: [v] };
    case 'header': return headerCondition(v);
    case 'url_path': return text({ on: 'path' }, textMatch(v.path));
    case 'uri_template': return text({ on: 'path' }, { kind: 'template', value: template(v.typed_config.path_template) });
    case 'requested_server_name': return text({ on: 'sni' }, textMatch(v));
    case 'authenticated': return v.principal_name === undefined ? text({ on: 'principal' }, { kind: 'present' }) : identity(v.principal_name);
    case 'filter_state': return identity(v.string_match);
    case 'metadata': return metadata(v);
    case 'sourced_metadata': return metadata(v.metadata_matcher);
    case 'direct_remote_ip': return { op: 'address', of: 'peer', cidr: cidr(v) };
    case 'remote_ip': return { op: 'address', of: 'client', cidr: cidr(v) };
    case 'destination_ip': return { op: 'address', of: 'destination', cidr: cidr(v) };
    default: throw new Error(`unknown RBAC condition ${kind}`);
  }
}
export const cidr = (v: EnvoyResource): string => `${v.address_prefix}/${v.prefix_len ?? 0}`;
/** Envoy's template operators, as rules have them. */
const template = (path: string): string => path.replace(/(^|\/)\*\*(?=\/|$)/g, '$1{**}').replace(/(^|\/)\*(?=\/|$)/g, '$1{*}');

/** Identities with `spiffe://`, in the regular expressions that istiod makes of namespaces, accounts and trust domains. */
function identity(m: EnvoyResource): Condition {
  const match = textMatch(m), scheme = 'spiffe://';
  const principal = (of: TextMatch): Condition => text({ on: 'principal' }, of);
  if (match.kind === 'exact') return principal({ kind: 'exact', value: match.value.slice(scheme.length) });
  if (match.kind === 'prefix') {
    const value = match.value.slice(scheme.length);
    return value === '' ? text({ on: 'trustDomain' }, { kind: 'present' }) : principal({ kind: 'prefix', value });
  }
  if (match.kind !== 'regex') throw new Error(`unknown identity ${JSON.stringify(m)}`);
  if (match.value === '.+') return principal({ kind: 'present' });
  const account = /^spiffe:\/\/\.\+\/ns\/(.*)\/\(\.\+\/\|\)sa\/(.*)\(\/\.\+\)\?$/.exec(match.value);
  if (account) return all([text({ on: 'namespace' }, { kind: 'exact', value: unquoted(account[1]) }), text({ on: 'serviceAccount' }, { kind: 'exact', value: unquoted(account[2]) })]);
  const namespace = /^\.\*\/ns\/(.*)\/\.\*$/.exec(match.value);
  if (namespace) return text({ on: 'namespace' }, globbed(namespace[1]));
  const domain = /^spiffe:\/\/(.*)\[\^\/\]\*(.*)\/\.\*$/.exec(match.value);
  if (domain) return text({ on: 'trustDomain' }, domain[1] === '' ? { kind: 'suffix', value: unquoted(domain[2]) } : { kind: 'prefix', value: unquoted(domain[1]) });
  if (match.value.startsWith(`${scheme}.*`)) return principal({ kind: 'suffix', value: unquoted(match.value.slice(scheme.length + 2)) });
  throw new Error(`unknown identity ${JSON.stringify(m)}`);
}
/** `.*` stands for a star that was written. */
function globbed(regex: string): TextMatch {
  const parts = regex.split('.*');
  if (parts.length === 1) return { kind: 'exact', value: unquoted(regex) };
  if (regex === '.*') return { kind: 'present' };
  if (parts.length > 2 || (parts[0] !== '' && parts[1] !== '')) return { kind: 'regex', value: regex };
  return parts[0] === '' ? { kind: 'suffix', value: unquoted(parts[1]) } : { kind: 'prefix', value: unquoted(parts[0]) };
}
const unquoted = (regex: string): string => regex.replace(/\\(.)/g, '$1');
