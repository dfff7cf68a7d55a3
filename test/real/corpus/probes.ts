import type { Mutant } from './mutate';
import { sampleOf } from './mutate';
import { kindSchemas, type Schema } from './schema';

const strings = ['a', '', '1s', '0s', '*', 'unix://a', 'unix:///a/', 'https://a/b', 'ftp://a', '1.2.3.4'];
const numbers = [0, 1, 65536, -1];
const maps = (member: unknown): object[] => [{ a: member }, { '': member }, { 'a*': member }, { '80': member }, { '70000': member }, ...(typeof member === 'string' ? [{ a: '*' }] : [])];

/** Values that turn the rules that may stand at a place. */
function valuesAt(schema: Schema): readonly unknown[] {
  if (schema.enum !== undefined) return schema.enum;
  switch (schema.type) {
    case 'string': return strings;
    case 'integer': case 'number': return numbers;
    case 'boolean': return [true, false];
    case 'array': return [[], [sampleOf(schema.items)], [sampleOf(schema.items), sampleOf(schema.items)]];
    case 'object': return schema.additionalProperties === undefined ? combined(schema) : maps(sampleOf(schema.additionalProperties));
    default: return ['1s', '0s', 1, 0];
  }
}

/** Nothing, each field, and where a rule compares fields, each pair of them. */
function combined(schema: Schema): readonly unknown[] {
  const fields = Object.entries(schema.properties ?? {});
  const base = sampleOf(schema) as Record<string, unknown>;
  const out: unknown[] = [base];
  const pairs = schema['x-kubernetes-validations'] !== undefined && fields.length < 12;
  fields.forEach(([name, below], i) => {
    const one = { ...base, [name]: sampleOf(below) };
    out.push(one);
    if (pairs) for (const [other, second] of fields.slice(i + 1)) out.push({ ...one, [other]: sampleOf(second) });
  });
  return out;
}

type Wrap = (value: unknown) => unknown;

function* below(schema: Schema, place: string, wrap: Wrap): Generator<{ readonly place: string; readonly value: unknown }> {
  for (const value of valuesAt(schema)) yield { place, value: wrap(value) };
  if (schema.items !== undefined) yield* below(schema.items, `${place}[]`, (value) => wrap([value]));
  if (schema.additionalProperties !== undefined) yield* below(schema.additionalProperties, `${place}{}`, (value) => wrap({ a: value }));
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    const rest = sampleOf(schema) as Record<string, unknown>;
    yield* below(property, `${place}.${name}`, (value) => wrap({ ...rest, [name]: value }));
  }
}

/** Every place of every schema with values of each sort, and nothing else but what is required around it. */
export function* probes(): Generator<Mutant> {
  for (const { kind, group, storage, schema } of kindSchemas) {
    let number = 0;
    for (const { place, value } of below(schema.properties!.spec, 'spec', (spec) => spec)) {
      yield { name: `${kind}: ${place}, probe ${number++}`, manifest: { apiVersion: `${group}/${storage}`, kind, metadata: { name: 'sample', namespace: 'shop' }, spec: value } };
    }
  }
}
