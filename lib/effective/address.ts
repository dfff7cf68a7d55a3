/** Whether an IP address lies in a block (`10.0.0.0/8`, or one address); texts that are none of both lie in nothing. */
export function addressIn(address: string, cidr: string): boolean {
  const [base, length] = cidr.split('/');
  const wanted = bitsOf(base), found = bitsOf(address);
  if (!wanted || !found || wanted.size !== found.size) return false;
  const kept = length === undefined ? wanted.size : Number(length);
  if (!Number.isInteger(kept) || kept < 0 || kept > wanted.size) return false;
  const rest = BigInt(wanted.size - kept);
  return wanted.value >> rest === found.value >> rest;
}

/** Whether a text is an IPv4 or IPv6 address. */
export const isAddress = (text: string): boolean => bitsOf(text) !== undefined;

function bitsOf(text: string): { readonly value: bigint; readonly size: 32 | 128 } | undefined {
  const v4 = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text);
  if (v4) {
    const parts = v4.slice(1).map(Number);
    return parts.some((p) => p > 255) ? undefined : { value: BigInt(((parts[0] * 256 + parts[1]) * 256 + parts[2]) * 256 + parts[3]), size: 32 };
  }
  if (!text.includes(':') || !/^[0-9a-fA-F:]+$/.test(text)) return undefined;
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const groups = (half: string): string[] => (half === '' ? [] : half.split(':'));
  const [head, tail] = [groups(halves[0]), groups(halves[1] ?? '')];
  const missing = 8 - head.length - tail.length;
  if (halves.length === 1 ? missing !== 0 : missing < 1) return undefined;
  let value = 0n;
  for (const group of [...head, ...new Array<string>(missing).fill('0'), ...tail]) {
    if (!/^[0-9a-fA-F]{1,4}$/.test(group)) return undefined;
    value = (value << 16n) | BigInt(parseInt(group, 16));
  }
  return { value, size: 128 };
}
