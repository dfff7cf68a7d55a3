import type { EnvoyResource } from './envoy';
import { fullMatch, type Request } from './request';

/** Who sends what to which port, as an RBAC filter sees it. */
export interface Attempt { readonly principal?: string; readonly port: number; readonly request: Request; readonly sourceIp?: string }

const text = (matcher: EnvoyResource, value: string | undefined): boolean => {
  if (value === undefined) return false;
  if (matcher.exact !== undefined) return matcher.ignore_case ? value.toLowerCase() === matcher.exact.toLowerCase() : value === matcher.exact;
  if (matcher.prefix !== undefined) return value.startsWith(matcher.prefix);
  if (matcher.suffix !== undefined) return value.endsWith(matcher.suffix);
  if (matcher.contains !== undefined) return value.includes(matcher.contains);
  if (matcher.safe_regex !== undefined) return fullMatch(matcher.safe_regex.regex, value);
  throw new Error(`unknown matcher ${JSON.stringify(matcher)}`);
};

function header(matcher: EnvoyResource, { request }: Attempt): boolean {
  const value = matcher.name === ':method' ? request.method : matcher.name === ':authority' ? request.headers.host : request.headers[matcher.name];
  if (matcher.present_match !== undefined) return (value !== undefined) === matcher.present_match;
  return text(matcher.string_match ?? matcher, value) !== (matcher.invert_match === true);
}

/** Unknown kinds of conditions are errors: an oracle must not guess. */
function holds(rule: EnvoyResource, attempt: Attempt): boolean {
  const [kind, value] = Object.entries(rule)[0] as [string, EnvoyResource];
  switch (kind) {
    case 'any': return value;
    case 'and_rules': return value.rules.every((one: EnvoyResource) => holds(one, attempt));
    case 'or_rules': return value.rules.some((one: EnvoyResource) => holds(one, attempt));
    case 'and_ids': return value.ids.every((one: EnvoyResource) => holds(one, attempt));
    case 'or_ids': return value.ids.some((one: EnvoyResource) => holds(one, attempt));
    case 'not_rule': case 'not_id': return !holds(value, attempt);
    case 'destination_port': return attempt.port === value;
    case 'header': return header(value, attempt);
    case 'url_path': return text(value.path, attempt.request.path);
    case 'authenticated': return attempt.principal !== undefined && (value.principal_name === undefined || text(value.principal_name, attempt.principal));
    case 'filter_state': return attempt.principal !== undefined && text(value.string_match, attempt.principal);
    case 'metadata': case 'sourced_metadata': return value.invert === true || value.metadata_matcher?.invert === true; // attempts carry no token
    case 'direct_remote_ip': case 'remote_ip': case 'source_ip': case 'destination_ip': return inBlock(attempt.sourceIp, value);
    default: throw new Error(`unknown RBAC condition ${kind}`);
  }
}

function inBlock(ip: string | undefined, block: { address_prefix: string; prefix_len?: number }): boolean {
  if (ip === undefined || block.address_prefix.includes(':')) return false;
  const number = (address: string) => address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
  const size = 2 ** (32 - (block.prefix_len ?? 0));
  return Math.floor(number(ip) / size) === Math.floor(number(block.address_prefix) / size);
}

/** Whether a chain of RBAC filters lets an attempt through; shadow rules decide nothing. */
export function admits(filters: readonly EnvoyResource[], attempt: Attempt): boolean {
  return filters.every(({ rules }) => {
    if (rules === undefined || rules.action === 'LOG') return true;
    const met = Object.values(rules.policies ?? {}).some((policy: EnvoyResource) => policy.permissions.some((one: EnvoyResource) => holds(one, attempt)) && policy.principals.some((one: EnvoyResource) => holds(one, attempt)));
    return met === ((rules.action ?? 'ALLOW') === 'ALLOW');
  });
}
