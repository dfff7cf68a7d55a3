import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Manifest } from '../../../lib/manifests/manifest';
import { keyOf, type Found } from './compare';
import { isMap, normalised } from './normal';

const FILE = join(__dirname, 'hashes.json');
type Keys = readonly (string | number)[];
/**
 * What the charts render, without a word of it: per case and object a hash, and the fields of ours that differ deliberately, which are left out of it. Objects and fields are told by their place in a list:
 * `"<object>": "<hash>,<field>,<field>"`.
 */
interface Recorded { readonly objects: readonly string[]; readonly fields: readonly Keys[]; readonly cases: Readonly<Record<string, Readonly<Record<string, string>>>> }

/** Hash of an object without some of its fields. */
export function hashOf(object: Manifest, without: readonly Keys[]): string {
  const copy = structuredClone(normalised(object)) as Record<string, unknown>;
  for (const keys of without) remove(copy, keys);
  return createHash('sha256').update(JSON.stringify(filled(copy))).digest('hex').slice(0, 10);
}
function remove(value: any, keys: Keys): void {
  const around = keys.slice(0, -1).reduce<any>((inner, key) => inner?.[key], value);
  if (around !== undefined) delete around[keys.at(-1)!];
}
/** What is empty when fields are gone is gone as well; fields by name. */
function filled(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(filled);
  if (!isMap(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, inner]) => [key, filled(inner)]).filter(([, inner]) => !isMap(inner) || Object.keys(inner).length > 0));
}

/** Collects what a run found, for the tests that have no Helm. */
export class Recorder {
  private readonly cases: Record<string, Record<string, string>> = {};
  private readonly objects = new Table();
  private readonly fields = new Table();

  /** `differ`: all differences between the two, each of which is meant. */
  add(name: string, theirs: readonly Manifest[], differ: readonly Found[]): void {
    const entry: Record<string, string> = {};
    for (const object of theirs) {
      const found = differ.filter((f) => f.kind === object.kind && f.name === object.metadata.name);
      if (found.some((f) => f.path === '')) continue;
      const hash = hashOf(object, found.map((f) => f.keys));
      const ours = found.filter((f) => f.ours !== undefined).map((f) => this.fields.index(JSON.stringify(f.keys)));
      entry[this.objects.index(keyOf(object))] = [hash, ...ours].join();
    }
    this.cases[name] = entry;
  }
  write(): void {
    const cases = Object.entries(this.cases).map(([name, entry]) => `  ${JSON.stringify(name)}: ${JSON.stringify(entry)}`).join(',\n');
    writeFileSync(FILE, `{\n"objects": ${JSON.stringify(this.objects.all, undefined, 1)},\n"fields": [\n${this.fields.all.join(',\n')}\n],\n"cases": {\n${cases}\n}\n}\n`);
  }
}

/** Texts by number. */
class Table {
  private readonly known = new Map<string, number>();
  get all(): readonly string[] { return [...this.known.keys()]; }
  index(key: string): number {
    const found = this.known.get(key) ?? this.known.size;
    this.known.set(key, found);
    return found;
  }
}

/** Objects of a case that are no longer as the charts had them when they were last asked. */
export function notAsRecorded(name: string, ours: readonly Manifest[]): string[] {
  const { objects, fields, cases } = recorded();
  const entry = cases[name];
  if (entry === undefined) return ['this case is not recorded'];
  const own = new Map(ours.map((object) => [keyOf(object), object]));
  return Object.entries(entry).flatMap(([index, said]) => {
    const key = objects[Number(index)]!;
    const object = own.get(key);
    const [hash, ...without] = said.split(',');
    if (object === undefined) return [`${key} is gone`];
    return hashOf(object, without.map((index) => fields[Number(index)]!)) === hash ? [] : [`${key} is not as the chart has it`];
  });
}
let known: Recorded | undefined;
const recorded = (): Recorded => (known ??= JSON.parse(readFileSync(FILE, 'utf8')) as Recorded);
