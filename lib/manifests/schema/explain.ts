import { isObject } from '../is-object';
import type { Manifest } from '../manifest';
import type { Violation } from '../violation';
import { codePoints } from './cel-runtime';
import { didYouMean } from './did-you-mean';
import { firstDuplicate, isQuantity } from './formats';
import { type Form, FORMS, type FormName } from './forms';
import { metadataViolations, type Owner, templateMetadataViolations } from './metadata';
import { fieldPath, itemPath, joinedPath } from './path';
import { RULE_MESSAGES } from './rule-messages';
import type { Shape, Shapes } from './shape';

/** Everything that is wrong with an object: the walk over the schema as data, taken only when the fast test has said no. */
export function explain(manifest: Manifest, shapes: Shapes, root: number, owner: Owner): Violation[] {
  const out: Violation[] = [];
  metadataViolations(manifest.metadata, owner, out);
  new Walk(shapes, out).visit(manifest, root, '');
  return out;
}

/** The same for a value that is no object of Kubernetes. */
export function explainValue(value: unknown, shapes: Shapes, root: number): Violation[] {
  const out: Violation[] = [];
  new Walk(shapes, out).visit(value, root, '');
  return out;
}

type Fields = Readonly<Record<string, unknown>>;

class Walk {
  constructor(private readonly table: Shapes, private readonly out: Violation[]) {}

  /** CEL rules are judged where the value itself is sound, as their authors assume. */
  visit(value: unknown, number: number, path: string): void {
    const shape = this.table.SHAPES[number]!;
    if (value === null && shape.nullable) return;
    const before = this.errors;
    this.judge(value, shape, path);
    if (this.errors > before) return;
    for (const rule of shape.rules ?? []) {
      const one = this.table.RULES[rule]!;
      if ('check' in one) {
        const fault = one.check(value as never);
        if (fault !== undefined) this.out.push({ path: joinedPath(path, fault.at), message: fault.message, help: fault.help, source: 'schema', level: 'error' });
        continue;
      }
      const { text, holds } = one;
      if (holds(value)) continue;
      const words = RULE_MESSAGES[text] ?? { message: `does not satisfy the rule ${text}`, help: '' };
      // Two rules may say the same.
      if (this.out.some((found) => found.path === path && found.message === words.message)) continue;
      this.out.push({ path, message: words.message, help: words.help, source: 'cel', level: 'error' });
    }
  }

  private errors = 0;

  private add(path: string, message: string, help?: string, level: Violation['level'] = 'error'): void {
    if (level === 'error') this.errors++;
    this.out.push({ path, message, ...(help === undefined ? {} : { help }), source: 'schema', level });
  }

  private judge(value: unknown, shape: Shape, path: string): void {
    switch (shape.is) {
      case 'any': return;
      case 'object': return isObject(value) ? this.object(value, shape, path) : this.wrongType(value, 'an object', path);
      case 'map': return isObject(value) ? this.map(value, shape, path) : this.wrongType(value, 'a map', path);
      case 'array': return Array.isArray(value) ? this.array(value, shape, path) : this.wrongType(value, 'a list', path);
      case 'string': return typeof value === 'string' ? this.string(value, shape, path) : this.wrongType(value, 'a string', path, shape.form);
      case 'boolean': return typeof value === 'boolean' ? undefined : this.wrongType(value, 'true or false', path);
      case 'integer': return Number.isInteger(value) && Math.abs(value as number) < 2 ** 63 ? this.range(value as number, shape, path) : this.wrongType(value, 'a whole number', path);
      case 'number': return Number.isFinite(value) ? this.range(value as number, shape, path) : this.wrongType(value, 'a number', path);
      case 'intOrString': return typeof value === 'string' || Number.isInteger(value) ? this.intOrString(value as string | number, shape, path) : this.wrongType(value, 'a whole number or a string', path);
      case 'quantity': return isQuantity(value) ? this.form(value, shape.form, path) : this.add(path, `${show(value)} is not a quantity`, 'write a number with an optional unit, as "250m", "1.5" or "128Mi"');
      case 'metadata':
        return isObject(value) ? templateMetadataViolations(value, path, (at, message, help) => this.add(at, message, help)) : this.wrongType(value, 'an object', path);
    }
  }

  private wrongType(value: unknown, expected: string, path: string, form?: FormName): void {
    if (form !== undefined && (FORMS[form] as Form).hidden) return this.add(path, `expected ${expected}`, 'put it in quotes');
    const help = expected === 'a string' && (typeof value === 'number' || typeof value === 'boolean') ? `put it in quotes: "${String(value)}"`
      : typeof value === 'string' && value !== '' && (expected.endsWith('number') ? Number.isFinite(Number(value)) : expected === 'true or false' && /^(?:true|false)$/.test(value)) ? `write ${value} without quotes`
        : expected === 'a list' && value !== null ? 'put it into a list' : undefined;
    this.add(path, `expected ${expected}, found ${show(value)}`, help);
  }

  private object(value: Fields, shape: Shape, path: string): void {
    const properties = shape.properties!;
    for (const [name, field] of Object.entries(value)) {
      if (field === undefined) continue;
      const child = Object.hasOwn(properties, name) ? properties[name] : undefined;
      if (child === undefined) { if (!shape.open) this.add(fieldPath(path, name), `unknown field "${name}"`, didYouMean(name, Object.keys(properties))); }
      else if (field !== null) this.visit(field, child, fieldPath(path, name));
    }
    for (const name of shape.required ?? []) {
      if (value[name] == null) this.add(fieldPath(path, name), `${name} is required`);
    }
    for (const group of shape.groups ?? []) {
      const there = group.filter((name) => value[name] != null);
      if (there.length > 1) this.add(path, `only one of ${choice(group, 'and')} may be set, found ${listed(there, 'and')}`, `keep ${listed(there, 'or')}`);
    }
    for (const group of shape.some ?? []) {
      if (!group.some((name) => value[name] != null)) this.add(path, `one of ${choice(group, 'and')} is needed, and none is set`, `set ${choice(group, 'or')}`);
    }
  }

  private map(value: Fields, shape: Shape, path: string): void {
    const entries = Object.entries(value).filter(([, item]) => item != null);
    this.count(entries.length, shape, path, 'entry', 'entries');
    for (const [key, item] of entries) {
      this.visit(item, shape.values!, fieldPath(path, key));
      if (shape.keys !== undefined && !FORMS[shape.keys].is(key as never)) this.add(fieldPath(path, key), `the key ${show(key)} ${FORMS[shape.keys].message}`, FORMS[shape.keys].help);
    }
  }

  private array(value: readonly unknown[], shape: Shape, path: string): void {
    this.count(value.length, shape, path, 'item', 'items');
    const before = this.errors;
    value.forEach((item, i) => this.visit(item, shape.items!, itemPath(path, i)));
    if (!shape.unique || this.errors > before) return;
    const found = firstDuplicate(value, shape.unique);
    if (!found) return;
    const item = value[found.second] as Fields;
    const what = shape.unique.length === 0 ? show(item) : shape.unique.map((key) => `${key} ${show(item[key] ?? 'default')}`).join(', ');
    this.add(itemPath(path, found.second), `${what} is already at ${itemPath(path, found.first)}`,
      shape.lenient ? 'the second one wins or is refused, depending on how it is applied: keep one' : 'every item must be different here: keep one', shape.lenient ? 'warning' : 'error');
  }

  private string(value: string, shape: Shape, path: string): void {
    if (shape.enum) { if (!shape.enum.includes(value)) this.add(path, `${show(value)} is not a known value`, didYouMean(value, shape.enum.filter((known) => known !== ''))); return; }
    const length = shape.min === undefined && shape.max === undefined ? 0 : codePoints(value);
    if (shape.min !== undefined && length < shape.min) this.add(path, value === '' ? 'must not be empty' : `has ${length} characters, at least ${shape.min} are needed`);
    else if (shape.max !== undefined && length > shape.max) this.add(path, shape.max === 0 ? 'must be empty' : `has ${length} characters, at most ${shape.max} are allowed`, 'shorten it');
    else if (shape.pattern !== undefined && !new RegExp(shape.pattern).test(value)) this.add(path, `${show(value)} does not have the form that is needed here`, `it must match ${shape.pattern}`);
    else this.form(value, shape.form, path);
  }

  private form(value: unknown, name: FormName | undefined, path: string): void {
    if (name === undefined || FORMS[name].is(value as never)) return;
    const { message, help, hidden }: Form = FORMS[name];
    this.add(path, hidden ? message : value === '' ? 'must not be empty' : `${show(value)} ${message}`, help);
  }

  private intOrString(value: string | number, shape: Shape, path: string): void {
    if (typeof value === 'number' && Math.abs(value + 0.5) > 2 ** 31) this.add(path, `${value} is out of range`, 'a number has 32 bits here');
    else this.form(value, shape.form, path);
  }

  private range(value: number, { min, max }: Shape, path: string): void {
    if ((min === undefined || value >= min) && (max === undefined || value <= max)) return;
    const wanted = min === undefined ? `at most ${max}` : max === undefined || max >= 2 ** 31 - 1 ? (value < min ? `at least ${min}` : `at most ${max}`) : `from ${min} to ${max}`;
    this.add(path, `${value} is out of range, it must be ${wanted}`);
  }

  private count(length: number, { min, max }: Shape, path: string, one: string, many: string): void {
    const words = (n: number): string => `${n} ${n === 1 ? one : many}`;
    if (min !== undefined && length < min) this.add(path, length === 0 ? `needs at least ${words(min)}` : `has ${words(length)}, at least ${min} are needed`);
    else if (max !== undefined && length > max) this.add(path, `has ${words(length)}, at most ${max} are allowed`);
  }
}

/** Of many choices the first ones do. */
const choice = (words: readonly string[], last: 'and' | 'or'): string => (words.length > 8 ? `${words.slice(0, 5).join(', ')}, …` : listed(words, last));

function listed(words: readonly string[], last: 'and' | 'or'): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} ${last} ${words[words.length - 1]}`;
}

/** A value, short enough for a message. */
function show(value: unknown): string {
  if (value === null) return 'nothing (null)';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'an object';
  const text = typeof value === 'string' ? JSON.stringify(value) : String(value);
  return text.length > 80 ? `${text.slice(0, 77)}…` : text;
}
