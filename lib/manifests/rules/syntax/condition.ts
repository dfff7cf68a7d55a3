import type { Problem } from '../findings';
import { isAddress, isCidr } from './address';
import { byteLength } from './bytes';

type ValueCheck = (value: string) => Problem | undefined;
const any: ValueCheck = () => undefined;

export const ipBlockProblem: ValueCheck = (value) => {
  if (value.includes('/') ? isCidr(value) : isAddress(value)) return undefined;
  return { message: `${JSON.stringify(value)} is neither an IP address nor a CIDR range`, help: 'write an address such as 10.0.0.1 or a range such as 10.0.0.0/8' };
};

/** A port in an authorization rule is written as text, and 0 is allowed. */
export const portTextProblem: ValueCheck = (value) => {
  if (/^[0-9]+$/.test(value) && Number(value) <= 65535) return undefined;
  return { message: `${JSON.stringify(value)} is not a port`, help: 'write a number from 1 to 65535 in quotes, as "8080"' };
};

const ACCOUNT_HELP = 'write NAME for an account of this namespace, or NAMESPACE/NAME; no wildcards';

export const serviceAccountProblem: ValueCheck = (value) => {
  const parts = value.split('/');
  if (byteLength(value) <= 320 && !value.includes('*') && parts.length <= 2 && !parts.includes('')) return undefined;
  return { message: `${JSON.stringify(value)} does not name a service account`, help: ACCOUNT_HELP };
};

/** At most one asterisk, at an end. */
const edgeWildcardProblem: ValueCheck = (value) => {
  const star = value.indexOf('*');
  if (star < 0 || (star === value.lastIndexOf('*') && (star === 0 || star === value.length - 1))) return undefined;
  return { message: `${JSON.stringify(value)} has a misplaced wildcard`, help: 'put one * at the beginning or the end' };
};

export const trustDomainProblem: ValueCheck = (value) => {
  if (!value.includes('/')) return edgeWildcardProblem(value);
  return { message: `${JSON.stringify(value)} is not a trust domain`, help: 'write the domain only, as cluster.local, and use principals for whole identities' };
};

/** The most values that a list of service accounts may have. */
export const SERVICE_ACCOUNT_LIMIT = 16;

interface Attribute {
  readonly value: ValueCheck;
  readonly limit?: number;
  /** Unknown to istiod when it asks an external authorizer. */
  readonly notCustom?: boolean;
}

const ATTRIBUTES: ReadonlyMap<string, Attribute> = new Map<string, Attribute>([
  ['source.ip', { value: ipBlockProblem }],
  ['remote.ip', { value: ipBlockProblem }],
  ['source.namespace', { value: any, notCustom: true }],
  ['source.serviceAccount', { value: serviceAccountProblem, limit: SERVICE_ACCOUNT_LIMIT, notCustom: true }],
  ['source.principal', { value: any, notCustom: true }],
  ['source.trustDomain', { value: edgeWildcardProblem, notCustom: true }],
  ['request.auth.principal', { value: any, notCustom: true }],
  ['request.auth.audiences', { value: any, notCustom: true }],
  ['request.auth.presenter', { value: any, notCustom: true }],
  ['destination.ip', { value: ipBlockProblem }],
  ['destination.port', { value: portTextProblem }],
  ['connection.sni', { value: any }],
]);

const HEADER: Attribute = { value: any };
const CLAIM: Attribute = { value: any, notCustom: true };
const KEYED: readonly (readonly [string, Attribute, string])[] = [
  ['request.headers', HEADER, 'request.headers[User-Agent]'],
  ['request.auth.claims', CLAIM, 'request.auth.claims[group]'],
  ['experimental.envoy.filters.', HEADER, 'experimental.envoy.filters.network.mysql_proxy[db.table]'],
];

const GONE: Readonly<Record<string, string>> = {
  'destination.namespace': 'the namespace of the policy decides which workloads it protects',
  'destination.name': 'select the workload with selector',
  'destination.user': 'select the workload with selector',
};

/** What a condition's `key` means, or what is wrong with it. */
export function attributeOf(key: string): Attribute | Problem {
  const plain = ATTRIBUTES.get(key);
  if (plain !== undefined) return plain;
  for (const [prefix, attribute, example] of KEYED) {
    if (!key.startsWith(prefix)) continue;
    const open = key.indexOf('[');
    if (key.endsWith(']') && open > 0 && open < key.length - 2) return attribute;
    return { message: `condition ${JSON.stringify(key)} lacks the name in brackets`, help: `write ${example}` };
  }
  if (key.startsWith('destination.labels') || Object.hasOwn(GONE, key)) {
    return { message: `condition ${JSON.stringify(key)} is not supported any more`, help: GONE[key] ?? 'select the workload with selector' };
  }
  return { message: `condition ${JSON.stringify(key)} is unknown`, help: 'use request.headers[NAME], request.auth.claims[NAME], source.ip, remote.ip, source.principal, source.namespace, destination.port or connection.sni' };
}
