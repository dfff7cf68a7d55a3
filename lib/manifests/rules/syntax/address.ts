import type { Problem } from '../findings';

/** Four decimal numbers 0 to 255 without leading zeros. */
function isIpv4Within(value: string, from: number, to: number): boolean {
  let parts = 0;
  for (let at = from; at <= to; ) {
    let part = 0;
    let i = at;
    for (; i < to && value.charCodeAt(i) !== 46; i++) {
      const digit = value.charCodeAt(i) - 48;
      if (digit < 0 || digit > 9 || i - at > 2) return false;
      part = part * 10 + digit;
    }
    if (i === at || part > 255 || (i - at > 1 && value.charCodeAt(at) === 48)) return false;
    parts++;
    at = i + 1;
  }
  return parts === 4;
}

function isHex(code: number): boolean {
  return (code >= 48 && code <= 57) || (code >= 97 && code <= 102) || (code >= 65 && code <= 70);
}

/** Eight groups of up to four hex digits; `::` stands for at least one group, the last two may be an IPv4 address. */
function isIpv6Within(value: string, from: number, to: number): boolean {
  let groups = 0;
  let gap = false;
  let at = from;
  if (value.startsWith('::', from)) {
    gap = true;
    at += 2;
    if (at === to) return true;
  }
  while (at < to) {
    let i = at;
    while (i < to && isHex(value.charCodeAt(i))) i++;
    if (i < to && value.charCodeAt(i) === 46) {
      if (groups > 6 || (!gap && groups !== 6) || !isIpv4Within(value, at, to)) return false;
      groups += 2;
      at = to;
      break;
    }
    if (i === at || i - at > 4) return false;
    groups++;
    at = i;
    if (at === to) break;
    if (value.charCodeAt(at) !== 58 || at + 1 === to || groups === 8) return false;
    at++;
    if (value.charCodeAt(at) === 58) {
      if (gap) return false;
      gap = true;
      at++;
    }
  }
  return gap ? groups < 8 : groups === 8;
}

/** An IPv4 or IPv6 address, the latter with an optional zone. */
export function isAddress(value: string): boolean {
  if (!value.includes(':')) return value.charCodeAt(0) <= 57 && isIpv4Within(value, 0, value.length);
  const zone = value.indexOf('%');
  if (zone < 0) return isIpv6Within(value, 0, value.length);
  return zone < value.length - 1 && isIpv6Within(value, 0, zone);
}

/** `ADDRESS/BITS`. */
export function isCidr(value: string): boolean {
  const slash = value.lastIndexOf('/');
  if (slash < 0) return false;
  const bits = value.slice(slash + 1);
  if (!/^(0|[1-9][0-9]{0,2})$/.test(bits)) return false;
  if (!value.includes(':')) return +bits <= 32 && isIpv4Within(value, 0, slash);
  return +bits <= 128 && !value.includes('%') && isIpv6Within(value, 0, slash);
}

export function addressProblem(value: string): Problem | undefined {
  if (isAddress(value)) return undefined;
  return { message: `${JSON.stringify(value)} is not an IP address`, help: 'write an address such as 10.0.0.1 or 2001:db8::1' };
}

/** An address, or a range of addresses in CIDR notation. */
export function subnetProblem(value: string): Problem | undefined {
  if (value.includes('/') ? isCidr(value) : isAddress(value)) return undefined;
  return { message: `${JSON.stringify(value)} is neither an IP address nor a CIDR range`, help: 'write an address such as 10.0.0.1 or a range such as 10.0.0.0/24' };
}
