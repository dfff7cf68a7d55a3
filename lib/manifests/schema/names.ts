/* The forms of names that the API server knows. */

const DNS_LABEL = /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?$/;
const DNS_SUBDOMAIN = /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*$/;
const LABEL_NAME = /^[A-Za-z0-9](?:[-A-Za-z0-9_.]*[A-Za-z0-9])?$/;

export const isDnsLabel = (text: string): boolean => text.length <= 63 && DNS_LABEL.test(text);
export const isDnsSubdomain = (text: string): boolean => text.length <= 253 && DNS_SUBDOMAIN.test(text);
export const isLabelValue = (text: string): boolean => text === '' || (text.length <= 63 && LABEL_NAME.test(text));
export const isPathSegment = (text: string): boolean => text !== '' && text !== '.' && text !== '..' && !/[/%]/.test(text);

/** Keys repeat in every object: what was found good once need not be parsed again. */
const goodKeys = new Set<string>();

export function isLabelKey(key: string): boolean {
  if (goodKeys.has(key)) return true;
  const slash = key.indexOf('/');
  const name = key.slice(slash + 1);
  if (name.length > 63 || !LABEL_NAME.test(name) || (slash >= 0 && !isDnsSubdomain(key.slice(0, slash)))) return false;
  if (goodKeys.size < 10_000) goodKeys.add(key);
  return true;
}
