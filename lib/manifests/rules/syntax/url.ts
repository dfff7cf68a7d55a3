import type { Problem } from '../findings';
import { isAddress } from './address';

const HELP = 'write a URL such as https://host.example.com/path';
const ESCAPE = /%(?![0-9A-Fa-f]{2})/;
const HOST = /^(?:[A-Za-z0-9\-_.~!$&'()*+,;=:<>"\]\u0080-\uffff]|%25|%[89A-Fa-f][0-9A-Fa-f])*$/;
const USER = /^[A-Za-z0-9\-._:~!$&'()*+,;=%@]*$/;

/** The scheme in lower case; '' where there is none. */
export function urlScheme(url: string): string {
  return /^([A-Za-z][A-Za-z0-9+.-]*):/.exec(url)?.[1]?.toLowerCase() ?? '';
}

function authorityIsWell(scheme: string, authority: string): boolean {
  const at = authority.lastIndexOf('@');
  if (at >= 0 && (!USER.test(authority.slice(0, at)) || ESCAPE.test(authority.slice(0, at)))) return false;
  const host = authority.slice(at + 1);
  if (host.startsWith('[')) {
    const match = /^\[([^\]]*)\](?::[0-9]*)?$/.exec(host);
    return match !== null && match[1]!.includes(':') && isAddress(match[1]!.replace('%25', '%'));
  }
  const colon = scheme === 'http' || scheme === 'https' ? host.indexOf(':') : host.lastIndexOf(':');
  if (colon >= 0 && !/^[0-9]*$/.test(host.slice(colon + 1))) return false;
  return HOST.test(host);
}

/** `whole`: a relative reference will not do. */
function isWell(url: string, whole: boolean): boolean {
  if (/[\u0000-\u001f\u007f]/.test(url) || (whole && url === '') || url.startsWith(':')) return false;
  if (url === '*') return true;
  const scheme = urlScheme(url);
  const rest = (scheme === '' ? url : url.slice(scheme.length + 1)).replace(/\?.*$/s, '');
  if (!rest.startsWith('/')) return scheme !== '' || (!whole && !rest.split('/')[0]!.includes(':') && !ESCAPE.test(rest));
  if (!rest.startsWith('//') || (scheme === '' && (whole || rest.startsWith('///')))) return !ESCAPE.test(rest);
  const slash = rest.indexOf('/', 2);
  const path = slash < 0 ? '' : rest.slice(slash);
  return authorityIsWell(scheme, slash < 0 ? rest.slice(2) : rest.slice(2, slash)) && !ESCAPE.test(path);
}

function fragmentIsWell(url: string): boolean {
  const hash = url.indexOf('#');
  return hash < 0 || !ESCAPE.test(url.slice(hash + 1));
}

/** A URL that can be parsed. */
export function urlProblem(url: string): Problem | undefined {
  if (isWell(url.replace(/#.*$/s, ''), false) && fragmentIsWell(url)) return undefined;
  return { message: `${JSON.stringify(url)} is not a URL`, help: HELP };
}

/** The port of a URL of http or https has to be a number that a computer can hold; Istio asks no more of it. */
export function urlPortProblem(url: string): Problem | undefined {
  const port = /^[^/?#]*\/\/[^/?#]*:([0-9]+)(?:[/?#]|$)/.exec(url)?.[1];
  if (port === undefined || BigInt(port) < 1n << 63n) return undefined;
  return { message: `port ${port} is out of range`, help: 'use a number from 1 to 65535' };
}

const MODULE_SCHEMES = new Set(['', 'file', 'http', 'https', 'oci']);

/** Place of a Wasm module: a URL, or the name of an OCI image without a scheme. */
export function lenientUrlProblem(url: string): Problem | undefined {
  const named = isWell(url, true) ? url : `http://${url}`;
  if (!isWell(named, true) || urlProblem(named) !== undefined) return { message: `${JSON.stringify(url)} is not a URL`, help: HELP };
  const scheme = urlScheme(named);
  if (MODULE_SCHEMES.has(scheme)) return undefined;
  return { message: `a module cannot be fetched by ${JSON.stringify(scheme)}`, help: 'use oci, https, http or file' };
}
