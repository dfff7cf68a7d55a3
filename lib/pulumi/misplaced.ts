import { isObject } from '../manifests/is-object';
import type { Manifest } from '../manifests/manifest';
import { base64Field, inside, insides } from './base64';
import { anyGiven, hasMark, inputOf, isDamaged, partsOf } from './marks';

type Own = (mark: number) => boolean;

const KNOWN = 'has to be known when the program runs, and comes from an input that is not';
const CHANGED = 'something of the text that holds the place of an input is left there, cut or changed by the program; put it there as it is';

/**
 * Why an object cannot take the values of inputs: where they have to be known, cannot be found again, or are those of another component. Each says a field and never what stands there, which may be
 * a secret.
 */
export function* misplaced(manifest: Manifest, own: Own): Iterable<string> {
  if (!anyGiven()) return;
  const { apiVersion, kind, metadata, ...rest } = manifest, { name, namespace, ...more } = metadata;
  for (const [field, value] of Object.entries({ apiVersion, kind, 'metadata.name': name, 'metadata.namespace': namespace })) if (typeof value === 'string' && isOurs(value)) yield `${field} ${KNOWN}`;
  yield* below(more, 'metadata', own);
  const base64 = base64Field(manifest);
  for (const [field, value] of Object.entries(rest)) {
    if (field !== base64 || !isObject(value)) { yield* at(field, value, own); continue; }
    for (const [key, text] of Object.entries(value)) yield* isOurs(key) ? [`a key of ${field} ${KNOWN}`] : inBase64(`${field}.${key}`, text, own);
  }
}

function* at(field: string, value: unknown, own: Own): Iterable<string> {
  if (typeof value === 'string') yield* inText(field, value, own);
  else if (Array.isArray(value)) for (const [i, v] of value.entries()) yield* at(`${field}[${i}]`, v, own);
  else if (isObject(value)) yield* below(value, field, own);
}
function* below(value: Readonly<Record<string, unknown>>, field: string, own: Own): Iterable<string> {
  for (const [key, v] of Object.entries(value)) if (isOurs(key)) yield `a key of ${field} ${KNOWN}`; else yield* at(`${field}.${key}`, v, own);
}

function* inText(field: string, text: string, own: Own): Iterable<string> {
  for (const [i, number] of partsOf(text).entries()) if (i % 2 === 1 && !own(Number(number))) yield `${field}: ${foreign(Number(number))}`;
  if (isDamaged(text)) yield `${field}: ${CHANGED}`;
  for (const more of insides(text)) if (isOurs(more)) { yield `${field}: the place of an input is held inside Base64, which is looked into as a whole value of data of a Secret or binaryData of a ConfigMap only`; return; }
}

function* inBase64(field: string, text: unknown, own: Own): Iterable<string> {
  const found = inside(text);
  if (!found) yield* at(field, text, own);
  else if (!found.binary) yield* inText(field, found.text, own);
  else if (isOurs(found.text)) yield `${field}: the place of an input is held inside of what is no text (not valid UTF-8), which would not survive another length`;
}

/** A mark, or what is left of one. */
const isOurs = (text: string): boolean => hasMark(text) || isDamaged(text);

function foreign(number: number): string {
  const name = inputOf(number);
  return name === undefined ? 'it looks like the place of an input, but no input has this one' : `the place of input '${name}' of another component is held there; pass the same Output as an input of this one too`;
}
