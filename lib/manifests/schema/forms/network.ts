import { isAddress, isCidr } from '../../rules/syntax/address';
import { isDnsSubdomain } from '../names';
import { either, type Form, matches, orNothing, text } from './form';

const isPortName = matches(/^(?=.*[a-z])[a-z0-9]+(?:-[a-z0-9]+)*$/, 15);
const isSearchDomain = matches(/^_?[a-z0-9](?:[-_a-z0-9]*[a-z0-9])?(?:\._?[a-z0-9](?:[-_a-z0-9]*[a-z0-9])?)*$/, 253);
const isPort = (value: string | number): boolean => (typeof value === 'number' ? value >= 1 && value <= 65535 : isPortName(value));
const isIpv4Mapped = (value: string): boolean => /^::ffff:[\d.]+(?:$|\/)/i.test(value);
export const isIp = (value: string): boolean => isAddress(value) && !value.includes('%') && !isIpv4Mapped(value);
const isRange = (value: string): boolean => isCidr(value) && !isIpv4Mapped(value) && isNetwork(value);
/** Loopback, link-local, multicast and "any": nothing that another node could reach. */
export const isSpecial = (value: string): boolean => /^(?:127\.|169\.254\.|224\.0\.0\.|0\.0\.0\.0$)|^(?:::1?$|fe[89ab]|ff.2:)/.test(canonicalOf(value));
/** An address, the shortest way. */
export const canonicalOf = (address: string): string => (address.includes(':') ? new URL(`http://[${address}]`).hostname.slice(1, -1) : address);

/** Whether nothing is set beyond the prefix, where that is easily told: of IPv4. */
function isNetwork(range: string): boolean {
  if (range.includes(':')) return true;
  const [address, bits] = range.split('/') as [string, string];
  return ipv4Number(address) % 2 ** (32 - Number(bits)) === 0;
}
export const ipv4Number = (address: string): number => address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);

function isWebhookUrl(value: string): boolean {
  try {
    const url = new URL(value);
    return url.protocol === 'https:' && !/%(?![0-9a-f]{2})/i.test(value) && /^https:\/\/[^/?#]/.test(value) && url.username === '' && url.password === '' && url.search === '' && url.hash === '';
  } catch {
    return false;
  }
}

/** `/a/b`, each part a DNS name; one "/" may stand at the end. */
function isWebhookPath(value: string): boolean {
  if (value === '' || value === '/') return true;
  return value.startsWith('/') && value.slice(1).replace(/\/$/, '').split('/').every(isDnsSubdomain);
}

const address = text(isIp, 'is not an IP address', 'write an address such as 10.0.0.1 or 2001:db8::1');
const portName = text(isPortName, 'is not a name of a port', 'use at most 15 lower-case letters, digits and single "-", with one letter at least');
const port = either(isPort, 'is not a port', 'write a number from 1 to 65535, or the name of a port: at most 15 lower-case letters, digits and single "-"');
const range = text(isRange, 'is not a range of addresses', 'write it in CIDR notation, with no bit set beyond the prefix, as 10.0.0.0/24');

/** Addresses, ports and what is written about HTTP. */
export const NETWORK_FORMS = {
  address,
  'endpoint-address': text((value) => isIp(value) && !isSpecial(value), 'is not an address of an endpoint', 'write an address that other nodes reach, such as 192.0.2.1 or 2001:db8::1'),
  range,
  'range-or-space': { ...range, is: (value: string) => isRange(value.trim()) },
  port,
  'target-port': { ...port, is: (value: string | number) => value === 0 || value === '' || isPort(value) },
  'port-name-or-empty': orNothing(portName),
  'header-name': text(matches(/^[-A-Za-z0-9]+$/), 'is not a name of an HTTP header', 'use letters, digits and "-"'),
  'dns-search': text((value) => value === '.' || isSearchDomain(value.replace(/\.$/, '')), 'is not a search domain', 'write a DNS name, as svc.cluster.local'),
  'webhook-url': text(isWebhookUrl, 'is not a URL of a webhook', 'write it as https://host:port/path, without user, query or fragment'),
  'webhook-path': text(isWebhookPath, 'is not a path of a webhook', 'begin it with "/"; each part is of lower-case letters, digits, "-" and "."'),
} as const satisfies Readonly<Record<string, Form>>;
