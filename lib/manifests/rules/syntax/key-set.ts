import { fields, type Fields } from '../fields';
import type { Problem } from '../findings';

const HELP = 'paste the JSON of the issuer\'s jwks_uri: { "keys": [ { "kty": "RSA", "n": "…", "e": "AQAB" } ] }';
const OPERATIONS = new Set(['sign', 'verify', 'encrypt', 'decrypt', 'wrapKey', 'unwrapKey', 'deriveKey', 'deriveBits']);
const TEXTS = ['alg', 'kid', 'use', 'x5t', 'x5t#S256', 'x5u'] as const;
/** Members of each type of key that hold bytes: what must be there, and what makes it private. */
const TYPES: Readonly<Record<string, { readonly needed: readonly string[]; readonly secret: readonly string[]; readonly curve: boolean }>> = {
  RSA: { needed: ['n', 'e'], secret: ['d', 'p', 'q', 'dp', 'dq', 'qi'], curve: false },
  EC: { needed: ['x', 'y'], secret: ['d'], curve: true },
  OKP: { needed: ['x'], secret: ['d'], curve: true },
  oct: { needed: ['k'], secret: [], curve: false },
};

function isBase64(value: unknown): boolean {
  if (typeof value !== 'string') return false;
  const bare = value.replace(/[\r\n]/g, '');
  const digits = bare.replace(/=+$/, '');
  const padding = bare.length - digits.length;
  if (!/^(?:[A-Za-z0-9+/]*|[A-Za-z0-9_-]*)$/.test(digits) || digits.length % 4 === 1) return false;
  return padding === 0 || (padding <= 2 && bare.length % 4 === 0);
}

function isCertificate(value: unknown): boolean {
  if (!isBase64(value)) return false;
  const { X509Certificate } = require('node:crypto') as typeof import('node:crypto');
  try {
    return new X509Certificate(Buffer.from(value as string, 'base64')).subject !== undefined;
  } catch {
    return false;
  }
}

/** What is wrong with one key. */
function keyProblem(key: Fields): string | undefined {
  const kty = key.kty;
  const type = typeof kty === 'string' && Object.hasOwn(TYPES, kty) ? TYPES[kty] : undefined;
  if (type === undefined) return `has the unknown type ${JSON.stringify(kty)}`;
  const secret = key.d !== undefined && type.secret.length > 0;
  for (const member of type.needed) if (key[member] === undefined) return `lacks ${member}`;
  for (const member of secret ? [...type.needed, ...type.secret] : type.needed) {
    if (key[member] !== undefined && !isBase64(key[member])) return `has a member ${member} that is not base64url`;
  }
  if (type.curve && typeof key.crv !== 'string') return 'lacks its curve, crv';
  for (const member of TEXTS) {
    if (key[member] !== undefined && key[member] !== null && typeof key[member] !== 'string') return `has a member ${member} that is not a text`;
  }
  const operations = key.key_ops;
  if (operations !== undefined && operations !== null) {
    const names = Array.isArray(operations) ? operations : [operations];
    if (!names.every((name) => OPERATIONS.has(name as string))) return 'has an unknown operation in key_ops';
  }
  const chain = key.x5c;
  if (chain !== undefined && chain !== null && !(Array.isArray(chain) && chain.every(isCertificate))) return 'has a certificate in x5c that cannot be read';
  return undefined;
}

function keysOf(json: string): readonly unknown[] | undefined {
  try {
    const parsed = fields(JSON.parse(json));
    if (parsed === undefined) return undefined;
    if (!('keys' in parsed)) return [parsed];
    return parsed.keys === null ? [] : Array.isArray(parsed.keys) ? parsed.keys : undefined;
  } catch {
    return undefined;
  }
}

/** A JSON Web Key Set, or a single key. */
export function keySetProblem(json: string): Problem | undefined {
  const keys = keysOf(json);
  if (keys === undefined) return { message: 'the key set is not a JSON Web Key Set', help: HELP };
  for (let i = 0; i < keys.length; i++) {
    const wrong = keyProblem(fields(keys[i]) ?? {});
    if (wrong !== undefined) return { message: `key ${i} of the key set ${wrong}`, help: HELP };
  }
  return undefined;
}

/** Whether a well-formed key set gives away a private or shared key. */
export function holdsPrivateKey(json: string): boolean {
  return (keysOf(json) ?? []).some((key) => {
    const { kty, d } = fields(key) ?? {};
    return kty === 'oct' || d !== undefined;
  });
}
