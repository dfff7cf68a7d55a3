import { isUtf8 } from 'buffer';
import type { Manifest } from '../manifests/manifest';

/** The field of an object whose values are Base64. */
export function base64Field({ apiVersion, kind }: Manifest): string | undefined {
  if (apiVersion !== 'v1') return undefined;
  return kind === 'Secret' ? 'data' : kind === 'ConfigMap' ? 'binaryData' : undefined;
}

/** What is inside of a text that is Base64 from end to end; `undefined`: it is none. Bytes that are no text are one character each. */
export function inside(text: unknown): { readonly text: string; readonly binary: boolean } | undefined {
  if (typeof text !== 'string') return undefined;
  const plain = text.replace(/[\r\n]/g, '');
  if (plain === '' || plain.length % 4 !== 0 || !/^[A-Za-z0-9+/]+={0,2}$/.test(plain)) return undefined;
  const bytes = Buffer.from(plain, 'base64'), binary = !isUtf8(bytes);
  return { text: bytes.toString(binary ? 'latin1' : 'utf8'), binary };
}

/** What Base64 somewhere in a text may say, wherever it starts. Too short ones hold nothing of ours. */
export function* insides(text: string): Iterable<string> {
  for (const [run] of text.matchAll(/[A-Za-z0-9+/_-]{16,}/g)) for (let from = 0; from < 4; from++) yield Buffer.from(run.slice(from), 'base64').toString('latin1');
}

export const encoded = (text: string): string => Buffer.from(text, 'utf8').toString('base64');
