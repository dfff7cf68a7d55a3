import type { Problem } from '../findings';
import { isAddress } from './address';
import { isDnsLabelWithin, LABEL_HELP } from './label';

const HOST_HELP = 'write a DNS name such as reviews.shop.svc.cluster.local';
const WILDCARD_HELP = `${HOST_HELP}; a wildcard may only stand at the beginning, as *.example.com`;

function outOfBounds(host: string): Problem | undefined {
  if (host.length === 0) return { message: 'host is missing', help: HOST_HELP };
  if (host.length > 255) return { message: `host has ${host.length} characters, at most 255 are allowed`, help: 'shorten the host' };
  return undefined;
}

/** Whether the part reads as a whole number, sign included: no name may end in one. */
function isWholeNumber(host: string, from: number): boolean {
  const first = host.charCodeAt(from);
  let i = first === 43 || first === 45 ? from + 1 : from;
  if (i >= host.length) return false;
  for (; i < host.length; i++) {
    const code = host.charCodeAt(i);
    if (code < 48 || code > 57) return false;
  }
  // Beyond 64 bits it no longer counts as a number.
  return host.length - from < 19 || isInt64(host.slice(from));
}

function isInt64(digits: string): boolean {
  const value = BigInt(digits.startsWith('+') ? digits.slice(1) : digits);
  return BigInt.asIntN(64, value) === value;
}

function labelsProblem(host: string, from: number): Problem | undefined {
  const lastDot = host.lastIndexOf('.');
  const top = lastDot < from ? from : lastDot + 1;
  if (isWholeNumber(host, top)) {
    return { message: `host ${JSON.stringify(host)} ends in a number`, help: 'a DNS name must end in a word; where an address is allowed, write all of it' };
  }
  for (let at = from; ; ) {
    const dot = host.indexOf('.', at);
    const to = dot < 0 ? host.length : dot;
    if (dot < 0 && to === at) return undefined; // a name may end in a dot
    if (!isDnsLabelWithin(host, at, to)) {
      return { message: `host ${JSON.stringify(host)} has the bad part ${JSON.stringify(host.slice(at, to))}`, help: LABEL_HELP };
    }
    if (dot < 0) return undefined;
    at = dot + 1;
  }
}

/** A plain DNS name: no wildcard. */
export function hostProblem(host: string): Problem | undefined {
  return outOfBounds(host) ?? labelsProblem(host, 0);
}

/** A DNS name whose first label may be `*`, or begin with `*` or `*-`. */
export function wildcardHostProblem(host: string): Problem | undefined {
  const size = outOfBounds(host);
  if (size !== undefined) return size;
  const dot = host.indexOf('.');
  const to = dot < 0 ? host.length : dot;
  let from = 0;
  if (host.charCodeAt(0) === 42) from = host.charCodeAt(1) === 45 ? 2 : 1;
  if (to > 63 || !((from === 1 && to === 1) || isDnsLabelWithin(host, from, to))) {
    return { message: `host ${JSON.stringify(host)} has the bad part ${JSON.stringify(host.slice(0, to))}`, help: WILDCARD_HELP };
  }
  return dot < 0 ? undefined : labelsProblem(host, dot + 1);
}

/** A wildcard that is only a part of its label, as `*-api.example.com`. */
export function isPartialWildcard(host: string): boolean {
  return host.length !== 1 && host.includes('*') && !host.startsWith('*.');
}

export function isWildcard(host: string): boolean {
  return host.charCodeAt(0) === 42;
}

/**
 * Host of a rule at a gateway. Multi-cluster gateways also know names that they derive themselves,
 * `outbound_.PORT_.SUBSET_.HOST`, whose parts are looked at only coarsely.
 */
export function gatewayHostProblem(host: string, sniAllowed: boolean): Problem | undefined {
  if (!sniAllowed || !host.startsWith('outbound_')) return wildcardHostProblem(host);
  const size = outOfBounds(host);
  if (size !== undefined) return size;
  const parts = host.split('_');
  if (parts.length >= 4 && /[0-9]/.test(trimDots(parts[1]!)) && /[a-zA-Z]/.test(trimDots(parts[3]!))) return undefined;
  return { message: `SNI name ${JSON.stringify(host)} is not well-formed`, help: 'write outbound_.PORT_.SUBSET_.HOST, as outbound_.80_._.web.shop.svc.cluster.local' };
}

function trimDots(part: string): string {
  return part.replace(/^\.+|\.+$/g, '');
}

/** Whether two hosts, wildcards included, can both match one name. */
export function hostsOverlap(a: string, b: string): boolean {
  if (isWildcard(a)) {
    if (isWildcard(b)) return a.length < b.length ? endsWithTail(b, a) : endsWithTail(a, b);
    return endsWithTail(b, a);
  }
  return isWildcard(b) ? endsWithTail(a, b) : a === b;
}

/** Whether every name that `inner` matches is matched by `outer` too. */
export function hostCovers(outer: string, inner: string): boolean {
  if (!isWildcard(outer)) return inner === outer;
  if (isWildcard(inner) && inner.length < outer.length) return false;
  return endsWithTail(inner, outer);
}

/** Whether the name (without its own asterisk) ends in what follows the wildcard's asterisk. */
function endsWithTail(name: string, wildcard: string): boolean {
  const tail = wildcard.length - 1;
  const own = isWildcard(name) ? name.length - 1 : name.length;
  if (tail > own) return false;
  for (let i = 1; i <= tail; i++) {
    if (name.charCodeAt(name.length - i) !== wildcard.charCodeAt(wildcard.length - i)) return false;
  }
  return true;
}

/** `NAMESPACE/HOST` of a gateway's server or of a sidecar's egress. */
export function scopedHostProblem(value: string, at: 'gateway' | 'sidecar', convertedGateway = false): Problem | undefined {
  const slash = value.indexOf('/');
  if (slash < 0) {
    if (at === 'gateway') return scopedNameProblem(value, at);
    if (value === '') return { message: 'the host is missing', help: 'write NAMESPACE/HOST, as ./* or istio-system/*' };
    return { message: `host ${JSON.stringify(value)} names no namespace`, help: `write NAMESPACE/HOST: ./${value} for this namespace, */${value} for any` };
  }
  const namespace = at === 'sidecar' && value.startsWith('~') ? value.slice(1, slash) : value.slice(0, slash);
  const name = value.slice(slash + 1);
  if (slash === 0 || name === '') {
    return { message: `${JSON.stringify(value)} lacks its ${slash === 0 ? 'namespace' : 'host'}`, help: 'write NAMESPACE/HOST, as ./reviews.shop.svc.cluster.local or */*' };
  }
  const free = namespace === '*' || namespace === '.' || (at === 'sidecar' ? namespace === '' : namespace === '~' && convertedGateway);
  if (!free && !isDnsLabelWithin(namespace, 0, namespace.length)) {
    return { message: `${JSON.stringify(namespace)} in ${JSON.stringify(value)} is not a namespace`, help: `write * for any namespace, . for this one, or a namespace: ${LABEL_HELP}` };
  }
  return scopedNameProblem(name, at);
}

function scopedNameProblem(name: string, at: 'gateway' | 'sidecar'): Problem | undefined {
  const dotted = name === '*' || name.includes('.');
  // An address serves as the host of a gateway; one without a dot is still refused as a short name.
  const wrong = wildcardHostProblem(name);
  if (wrong !== undefined && !(at === 'gateway' && isAddress(name))) return wrong;
  if (!dotted) return { message: `${JSON.stringify(name)} is a short name`, help: `write the whole name, as ${name}.NAMESPACE.svc.cluster.local` };
  if (isPartialWildcard(name)) {
    return { message: `host ${JSON.stringify(name)} has a wildcard inside a label`, help: 'let the wildcard stand for whole labels, as *.example.com' };
  }
  return undefined;
}


