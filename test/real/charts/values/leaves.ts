import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isObject } from '../../../../lib/manifests/is-object';
import { readYaml } from '../../../../lib/manifests/yaml';
import type { Release } from '../../../../lib/control-plane/istio/chart/values';
import { FOLDERS } from '../render';

type Chart = Release['chart'];
export const CHARTS = Object.keys(FOLDERS) as readonly Chart[];

/** Values that a chart has: all that its values.yaml names, and what its templates read besides. A leaf is a value that holds no others by itself. */
export function leavesOf(folder: string, chart: Chart): readonly string[] {
  const root = join(folder, FOLDERS[chart]);
  const { _internal_defaults_do_not_set: defaults } = readYaml(readFileSync(join(root, 'values.yaml'), 'utf8')).documents[0]!.value as Readonly<Record<string, unknown>>;
  const named = under(defaults, []);
  const read = new Set(filesIn(root, ['templates', 'files']).flatMap((file) => readBy(readFileSync(file, 'utf8'))).map((path) => plain(chart, path)));
  const beside = [...read].filter((path) => !named.some((name) => name === path || name.startsWith(`${path}.`) || path.startsWith(`${name}.`)));
  return [...named, ...beside.filter((path) => !beside.some((other) => other.startsWith(`${path}.`)))].sort();
}

/** Lists are leaves; empty maps are, because anything may stand in them. */
function under(value: unknown, path: readonly string[]): readonly string[] {
  if (!isObject(value) || Object.keys(value).length === 0) return [path.join('.')];
  return Object.entries(value).flatMap(([key, inner]) => under(inner, [...path, key.replaceAll('.', '\\.')]));
}

/** Templates of the chart, and of what is injected; profiles are values themselves. */
const filesIn = (root: string, folders: readonly string[]): readonly string[] => folders.flatMap((name) => {
  try {
    return readdirSync(join(root, name)).filter((file) => /\.(yaml|tpl)$/.test(file) && !/^(profile-|crd-|zzz_|zzy_)/.test(file)).map((file) => join(root, name, file));
  } catch {
    return [];
  }
});

/** What a template reads of its values, however it comes to them. */
function readBy(text: string): readonly string[] {
  const plain = [...text.matchAll(/\$?\.Values\)?((?:\)?\.[A-Za-z]\w*)+)/g)].map(([, path]) => path!.replaceAll(')', '').slice(1));
  const dug = [...text.matchAll(/dig ((?:"\w+" )+)\S+ \.Values/g)].map(([, words]) => words!.trim().split(' ').map((word) => word.slice(1, -1)).filter((word) => word !== '').join('.'));
  return [...plain, ...dug].filter((path) => !/^(_|defaults)/.test(path));
}

/** What istiod itself reads of the injector's values, in no template. */
const READ_BY_ISTIOD = ['sidecarInjectorWebhook.rewriteAppHTTPProbe'];
/** Values that istiod and the templates of what is injected read, when it is injected. */
export const readAtInjection = (folder: string, chart: Chart): ReadonlySet<string> => new Set([...READ_BY_ISTIOD, ...filesIn(join(folder, FOLDERS[chart]), ['files']).flatMap((file) => readBy(readFileSync(file, 'utf8'))).map((path) => plain(chart, path))]);

/** A prefix that the chart takes away. */
export const PREFIX: Readonly<Partial<Record<Chart, string>>> = { istiod: 'pilot', cni: 'cni' };
function plain(chart: Chart, path: string): string {
  const prefix = PREFIX[chart];
  return prefix !== undefined && path.startsWith(`${prefix}.`) ? path.slice(prefix.length + 1) : path;
}

/** What a release says, by the charts' own names. */
export const saidBy = ({ chart, values }: Release): ReadonlyMap<string, string> => new Map(under(values, []).filter((path) => path !== '').map((path) => [plain(chart, path), JSON.stringify(at(values, path)) ?? '']));
/** Whether what is said at the path is part of the leaf. */
export const isIn = (leaf: string, path: string): boolean => path === leaf || path.startsWith(`${leaf}.`);

const keysOf = (path: string): readonly string[] => path.split(/(?<!\\)\./).map((key) => key.replaceAll('\\.', '.'));
const at = (values: unknown, path: string): unknown => keysOf(path).reduce<unknown>((inner, key) => (isObject(inner) ? (inner as Readonly<Record<string, unknown>>)[key] : undefined), values);

/** The release without what it says of a leaf. */
export function without(release: Release, leaf: string): Release {
  const values = structuredClone(release.values) as Record<string, unknown>;
  const prefix = PREFIX[release.chart];
  for (const keys of [keysOf(leaf), ...(prefix === undefined ? [] : [[prefix, ...keysOf(leaf)]])]) {
    const around = keys.slice(0, -1).reduce<any>((inner, key) => inner?.[key], values);
    if (isObject(around)) delete (around as Record<string, unknown>)[keys.at(-1)!];
  }
  return { ...release, values };
}
