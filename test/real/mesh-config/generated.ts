import { ROOTS, SHAPES } from '../../../lib/control-plane/istio/generated/mesh-config-shape';
import type { Shape } from '../../../lib/manifests/schema/shape';
import type { MeshConfigCase } from './cases';

/** Values to try in a field of a kind: sound ones and others. */
const TRIED: Readonly<Record<string, readonly unknown[]>> = {
  boolean: [true, false, 'true', 1], integer: [1, 0, -1, 70_000, 1.5, 2 ** 33, 'one', true], number: [0.5, 100, 'half', {}], string: ['a', '', 'a.b:80', '10s', 1, true, {}, []],
  any: [], object: [{ zzz: 1 }, [], 'a', 1], map: [{}, [], 'a'], array: [[], {}, 'a', [1], [{}], ['a']],
};

/** Every field of every message, with sound values and others, the rest of its message as small as can be. */
export function generatedCases(): MeshConfigCase[] {
  const cases: MeshConfigCase[] = [];
  const visit = (number: number, path: string, wrap: (value: unknown) => unknown, kind: MeshConfigCase['kind']): void => {
    const shape = SHAPES[number]!;
    for (const value of shape.enum ? [...shape.enum, 'NOPE', 0] : TRIED[shape.is] ?? []) cases.push({ name: `${kind} ${path} = ${JSON.stringify(value)}`, kind, value: wrap(value) });
    if (shape.is === 'array') visit(shape.items!, `${path}[0]`, (value) => wrap([value]), kind);
    if (shape.is === 'map') visit(shape.values!, `${path}{}`, (value) => wrap({ a: value }), kind);
    for (const [name, child] of Object.entries(shape.properties ?? {})) visit(child, path === '' ? name : `${path}.${name}`, (value) => wrap({ ...least(shape, name), [name]: value }), kind);
  };
  for (const [kind, number] of Object.entries(ROOTS)) visit(number, '', (value) => value, kind as MeshConfigCase['kind']);
  return cases.filter(({ value }) => typeof value === 'object' && value !== null && !Array.isArray(value));
}

/** The required fields of a message, but for one. */
function least(shape: Shape, except: string): Record<string, unknown> {
  const groups = shape.groups ?? [];
  const alone = groups.some((group) => group.includes(except));
  const given = (shape.required ?? []).filter((name) => name !== except).map((name) => [name, smallest(SHAPES[shape.properties![name]!]!)] as const);
  // A provider has to say what it is.
  const first = groups[0]?.find((name) => name === 'prometheus');
  return { ...Object.fromEntries(given), ...(first && !alone ? { [first]: {} } : {}) };
}

function smallest(shape: Shape): unknown {
  if (shape.enum) return shape.enum[0];
  switch (shape.is) {
    case 'integer': case 'number': return 1;
    case 'boolean': return true;
    case 'array': return [];
    case 'string': return 'a';
    default: return {};
  }
}
