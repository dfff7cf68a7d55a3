import { codePoints } from './cel-runtime';
import { firstDuplicate, isQuantity } from './formats';
import { FORMS } from './forms';
import { isTemplateMetadata } from './metadata';
import type { Rule, Shapes } from './shape';

/*
 * The fast answer to "is it valid?". A table walked by one small function beats code generated per type: that is faster once the
 * compiler has seen it often, but a run judges every object once, and what counts then is how soon the code is hot.
 */

const ANY = 0, STRING = 1, CHECKED_STRING = 2, ENUM = 3, BOOLEAN = 4, INTEGER = 5, NUMBER = 6, INT_OR_STRING = 7, QUANTITY = 8, METADATA = 9, OBJECT = 10, MAP = 11, ARRAY = 12;

/** A shape, made ready: every instance has the same fields in the same order, and other shapes are linked. */
export interface Ready {
  readonly code: number;
  readonly rules: readonly ((self: unknown) => boolean)[] | null;
  readonly fields: Map<string, Ready> | null;
  readonly required: readonly string[] | null;
  readonly groups: readonly (readonly string[])[] | null;
  readonly some: readonly (readonly string[])[] | null;
  readonly open: boolean;
  readonly inner: Ready | null;
  readonly nullable: boolean;
  readonly unique: readonly string[] | null;
  readonly min: number;
  readonly max: number;
  readonly values: ReadonlySet<unknown> | null;
  readonly pattern: RegExp | null;
  readonly form: ((v: never) => boolean) | null;
  readonly keys: ((v: never) => boolean) | null;
}

const CODES = { any: ANY, boolean: BOOLEAN, integer: INTEGER, number: NUMBER, intOrString: INT_OR_STRING, quantity: QUANTITY, metadata: METADATA, object: OBJECT, map: MAP, array: ARRAY } as const;

export function makeReady({ SHAPES, RULES }: Shapes): readonly Ready[] {
  const ready: Ready[] = [];
  // A shape stands behind those it is made of.
  for (const shape of SHAPES) {
    const { is, min, max, pattern, form } = shape;
    const fields = shape.properties ? new Map<string, Ready>() : null;
    if (fields) for (const name in shape.properties) fields.set(name, ready[shape.properties[name]!]!);
    const inner = shape.items ?? shape.values;
    ready.push({
      code: is !== 'string' ? CODES[is] : shape.enum ? ENUM : min === undefined && max === undefined && pattern === undefined && form === undefined ? STRING : CHECKED_STRING,
      rules: shape.rules ? shape.rules.map((rule) => holds(RULES[rule]!)) : null,
      fields,
      required: shape.required ?? null,
      groups: shape.groups ?? null,
      some: shape.some ?? null,
      open: shape.open === true,
      inner: inner === undefined ? null : ready[inner]!,
      nullable: shape.nullable === true,
      unique: shape.unique ?? null,
      min: min ?? (is === 'integer' ? -(2 ** 63) : is === 'intOrString' ? -(2 ** 31) : -Infinity),
      max: max ?? (is === 'integer' ? 2 ** 63 : is === 'intOrString' ? 2 ** 31 - 1 : Infinity),
      values: shape.enum ? new Set<unknown>(shape.enum) : null,
      pattern: pattern === undefined ? null : new RegExp(pattern),
      form: form === undefined ? null : FORMS[form].is,
      keys: shape.keys === undefined ? null : FORMS[shape.keys].is,
    });
  }
  return ready;
}

const holds = (rule: Rule): ((v: unknown) => boolean) => ('holds' in rule ? rule.holds : (v) => rule.check(v as never) === undefined);

/** `v` is neither null nor undefined, except as an item of a list. */
export function isValid(v: unknown, ready: Ready): boolean {
  switch (ready.code) {
    case ANY: break;
    case STRING: if (typeof v !== 'string') return false; break;
    case OBJECT: if (typeof v !== 'object' || v === null || Array.isArray(v) || !objectValid(v as Fields, ready)) return false; break;
    case ARRAY: if (!Array.isArray(v) || !arrayValid(v, ready)) return false; break;
    case MAP: if (typeof v !== 'object' || v === null || Array.isArray(v) || !mapValid(v as Fields, ready)) return false; break;
    case ENUM: if (!ready.values!.has(v)) return false; break;
    case INTEGER: if (!Number.isInteger(v) || (v as number) < ready.min || (v as number) > ready.max) return false; break;
    case BOOLEAN: if (typeof v !== 'boolean') return false; break;
    case CHECKED_STRING: if (typeof v !== 'string' || !stringValid(v, ready)) return false; break;
    case NUMBER: if (!Number.isFinite(v) || (v as number) < ready.min || (v as number) > ready.max) return false; break;
    case INT_OR_STRING: if (!intOrStringValid(v, ready)) return false; break;
    case QUANTITY: if (!isQuantity(v) || (ready.form !== null && !ready.form(v as never))) return false; break;
    case METADATA: if (!isTemplateMetadata(v)) return false; break;
  }
  const rules = ready.rules;
  if (rules !== null) for (let i = 0; i < rules.length; i++) if (!rules[i]!(v)) return false;
  return true;
}

type Fields = Readonly<Record<string, unknown>>;

/** A null field counts as absent, as the API server drops it before it looks. */
function objectValid(v: Fields, { fields, open, required, groups, some }: Ready): boolean {
  for (const name in v) {
    const x = v[name];
    const child = fields!.get(name);
    if (child === undefined) { if (x !== undefined && !open) return false; } else if (x != null && !isValid(x, child)) return false;
  }
  if (required !== null) for (let i = 0; i < required.length; i++) if (v[required[i]!] == null) return false;
  if (groups !== null) {
    for (let i = 0; i < groups.length; i++) {
      const group = groups[i]!;
      let there = 0;
      for (let j = 0; j < group.length; j++) if (v[group[j]!] != null) there++;
      if (there > 1) return false;
    }
  }
  if (some !== null) for (let i = 0; i < some.length; i++) if (!isOneThere(v, some[i]!)) return false;
  return true;
}

function isOneThere(v: Fields, group: readonly string[]): boolean {
  for (let i = 0; i < group.length; i++) if (v[group[i]!] != null) return true;
  return false;
}

function intOrStringValid(v: unknown, { min, max, form }: Ready): boolean {
  if (typeof v !== 'string' && (!Number.isInteger(v) || (v as number) < min || (v as number) > max)) return false;
  return form === null || form(v as never);
}

function arrayValid(v: readonly unknown[], { inner, min, max, unique }: Ready): boolean {
  if (v.length < min || v.length > max) return false;
  for (let i = 0; i < v.length; i++) if (!isValid(v[i], inner!) && !(v[i] === null && inner!.nullable)) return false;
  return unique === null || v.length < 2 || firstDuplicate(v, unique) === undefined;
}

function mapValid(v: Fields, { inner, min, max, keys }: Ready): boolean {
  let count = 0;
  for (const key in v) {
    const x = v[key];
    if (x == null) continue;
    count++;
    if (!isValid(x, inner!) || (keys !== null && !keys(key as never))) return false;
  }
  return count >= min && count <= max;
}

function stringValid(v: string, { min, max, pattern, form }: Ready): boolean {
  if (v.length < min || v.length > max || min > 1) { const length = codePoints(v); if (length < min || length > max) return false; }
  if (pattern !== null && !pattern.test(v)) return false;
  return form === null || form(v as never);
}
