import type { Manifest } from '../../lib/manifests/manifest';
import { type Node, toNode } from '../../scripts/generate/node';
import { type KindEntry, type SchemaFile } from '../../scripts/generate/schema-file';

/* Objects made from the schemas: mostly sound, each with up to two things broken. The same seed gives the same objects. */

export function* samples(file: SchemaFile, count: number, seed: number): Generator<Manifest> {
  const roots = file.kinds.map((entry) => [entry, toNode(file, entry.schema, entry.kind)] as const);
  const random = numbers(seed);
  for (let i = 0; i < count; i++) {
    const [entry, root] = roots[i % roots.length]!;
    yield sample(entry, root, random, i);
  }
}

type Random = (below: number) => number;

/** A small generator of numbers (mulberry32). */
function numbers(seed: number): Random {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

const NAMES = ['app', 'web', 'x-a', 'app.kubernetes.io/name', '80', '*', '', 'a'.repeat(64)];
const TEXTS = ['web', 'a.example', '*', '', '10.0.0.0/8', '1s', '250ms', '0s', '10', 'unix:///a', 'https://a.example/keys', 'oci://a/b', 'UPSERT', 'HTTP', 'TCP', 'http', 'é🙂', 'a'.repeat(64), 'a'.repeat(260), 'YQ==', '/a', 'cluster.local'];
const NUMBERS = [0, 1, 2, 80, 200, 443, 599, 65535, 65536, 2 ** 31, -1, 1.5];
/** Nothing is null outside lists: the API server drops such fields before it looks, other validators refuse them. */
const WRONG = [1, 'text', true, {}, [], [null], { a: 1 }, -5, 0.5, '', 2 ** 40];

function sample(entry: KindEntry, root: Node, random: Random, number: number): Manifest {
  const pick = <T>(list: readonly T[]): T => list[random(list.length)]!;
  const value = (node: Node, depth: number): unknown => {
    switch (node.is) {
      case 'boolean': return random(2) === 0;
      case 'integer': return inRange(NUMBERS.filter(Number.isInteger), node.min, node.max);
      case 'number': return inRange(NUMBERS, node.min, node.max);
      case 'intOrString': return random(2) === 0 ? 80 : 'http';
      case 'quantity': return pick(['250m', '128Mi', 1, '1.5']);
      case 'metadata': return { labels: { app: 'web' } };
      case 'any': return structuredClone(pick(WRONG));
      case 'string': return text(node);
      case 'array': return Array.from({ length: Math.max(node.min ?? 0, random(3)) }, () => value(node.items, depth + 1));
      case 'map': return Object.fromEntries(Array.from({ length: Math.max(node.min ?? 0, random(3)) }, () => [random(4) === 0 ? pick(NAMES) : pick(NAMES.slice(0, 4)), value(node.values, depth + 1)]));
      case 'object': {
        const chosen: Record<string, unknown> = {};
        const taken = new Set<number>();
        for (const [name, child] of node.properties) {
          if (name === 'status' || child.is === 'any') continue;
          const group = node.groups.findIndex((fields) => fields.includes(name));
          if (!node.required.includes(name) && (random(10) < 4 + depth || (group >= 0 && taken.has(group)))) continue;
          if (group >= 0) taken.add(group);
          chosen[name] = value(child, depth + 1);
        }
        return chosen;
      }
    }
  };
  const inRange = (list: readonly number[], min = -Infinity, max = Infinity): number => pick(list.filter((n) => n >= min && n <= max));
  const text = (node: Node & { is: 'string' }): string => {
    if (node.enum) return pick(node.enum);
    if (node.rules.some((rule) => rule.startsWith('duration('))) return pick(['1s', '250ms', '1h30m', random(8) === 0 ? '1us' : '5s']);
    const fitting = TEXTS.filter((candidate) => (node.pattern === undefined || new RegExp(node.pattern).test(candidate)) && candidate.length >= (node.min ?? 0) && candidate.length <= (node.max ?? Infinity));
    return random(6) === 0 || node.pattern !== undefined ? pick(fitting.length > 0 ? fitting : ['a']) : pick(fitting.slice(0, 2).length > 0 ? fitting.slice(0, 2) : ['a']);
  };
  const broken = (target: unknown): void => {
    const at = place(target, random);
    if (at === undefined) return;
    const [parent, key] = at;
    switch (random(5)) {
      case 0: (parent as Record<string, unknown>)[key] = structuredClone(pick(WRONG)); break;
      case 1: if (Array.isArray(parent)) parent.push(random(4) === 0 ? null : structuredClone(pick(WRONG))); else parent[`${key}X`] = 1; break;
      case 2: if (Array.isArray(parent)) parent.push(structuredClone(parent[0])); else delete parent[key]; break;
      case 3: (parent as Record<string, unknown>)[key] = pick(TEXTS); break;
      default: (parent as Record<string, unknown>)[key] = pick(NUMBERS);
    }
  };
  const spec = root.is === 'object' ? value({ ...root, properties: new Map([...root.properties].filter(([name]) => !['apiVersion', 'kind', 'metadata'].includes(name))) }, 0) as object : {};
  for (let times = random(3); times > 0; times--) broken(spec);
  return { apiVersion: entry.group === '' ? entry.storage : `${entry.group}/${entry.storage}`, kind: entry.kind, metadata: { name: `s${number}`, ...(entry.namespaced ? { namespace: 'shop' } : {}) }, ...structuredClone(spec) };
}

/** A random field or item somewhere below. */
function place(target: unknown, random: Random): [parent: Record<string, unknown> | unknown[], key: string] | undefined {
  const all: [Record<string, unknown> | unknown[], string][] = [];
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const key of Object.keys(value)) { all.push([value as Record<string, unknown>, key]); visit((value as Record<string, unknown>)[key]); }
  };
  for (const top of Object.values(target as object)) visit(top);
  return all[random(all.length)];
}
