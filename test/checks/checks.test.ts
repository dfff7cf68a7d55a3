import * as fs from 'fs';
import * as path from 'path';
import { checks } from '../../lib/checks';
import type { Diagnostic } from '../../lib/diagnostics';
import { check, lineOf, markedLines, type CheckSpec, type Expected, type SpecInput } from './spec';

const FOLDER = path.join(__dirname, 'specs');
const specs: readonly (CheckSpec & { readonly name: string })[] = fs.readdirSync(FOLDER).filter((f) => f.endsWith('.ts')).sort()
  .map((f) => ({ name: f.slice(0, -3), ...(require(path.join(FOLDER, f)) as { spec: CheckSpec }).spec }));

const short = (d: Diagnostic): string => `${d.severity} ${d.code} line ${lineOf(d) ?? '-'}: ${d.message}`;
const meets = (d: Diagnostic, e: Expected): boolean => (e.message === undefined || `${d.message}\n${d.help ?? ''}`.includes(e.message)) && (e.line === undefined || lineOf(d) === e.line)
  && (e.severity === undefined || d.severity === e.severity) && (e.equals === undefined || JSON.stringify(d.equals ?? []) === JSON.stringify(e.equals));

function expectExactly(spec: CheckSpec, yaml: string, input: SpecInput | undefined, expected: readonly Expected[]): void {
  const found = check([spec.check], yaml, input);
  const left = [...expected];
  const surprising = found.filter((d) => {
    const at = left.findIndex((e) => meets(d, e));
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
  expect({ missed: left, surprising: surprising.map(short) }).toEqual({ missed: [], surprising: [] });
}
const marked = (yaml: string): Expected[] => markedLines(yaml).map((line) => ({ line }));

describe.each(specs)('$name', (spec) => {
  test('finds the mistake where it is, and nothing else', () => {
    expect(markedLines(spec.bad)).not.toEqual([]);
    expectExactly(spec, spec.bad, spec.input, marked(spec.bad));
  });
  test('finds nothing where it is mended, nor does another check find an error', () => {
    expect(check([spec.check], spec.good, spec.input).map(short)).toEqual([]);
    expect(check(checks, spec.good, { ...spec.input, options: undefined }).filter((d) => d.severity === 'error').map(short)).toEqual([]);
  });
  for (const one of spec.cases ?? []) test(one.title, () => expectExactly(spec, one.yaml, one, one.expect ?? marked(one.yaml)));
});

const camel = (name: string): string => name.replace(/-(\w)/g, (_, c: string) => c.toUpperCase());

describe('checks', () => {
  test('every check has a spec, and every spec is of a check that is listed', () => {
    expect(specs.map((s) => s.check.code).sort()).toEqual(checks.map((c) => c.code).sort());
  });
  test('codes are unique', () => {
    const codes = checks.map((c) => c.code);
    expect(codes.filter((c, i) => codes.indexOf(c) !== i)).toEqual([]);
    expect(codes.filter((c) => !/^MESH2\d{3}$/.test(c))).toEqual([]);
  });
  test.each(checks.map((c) => [c.code, c] as const))('%s has a title and says why', (_, c) => {
    expect(c.title).toMatch(/^[a-z].*[^.]$/);
    expect(c.docs ?? '').toMatch(/\S.{40}/s);
  });
  test('a spec is named after the file of its check', () => {
    for (const { name, check: c } of specs) {
      const exported = require(path.join(__dirname, '../../lib/checks', `${name}.ts`)) as Record<string, unknown>;
      expect(Object.entries(exported).filter(([, value]) => value === c).map(([key]) => key)).toEqual([camel(name)]);
    }
  });
});
