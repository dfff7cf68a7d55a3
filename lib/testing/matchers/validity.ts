import type { Diagnostic } from '../../diagnostics';
import { differencesOf } from '../partial';
import { diagnostics, rendered, type MeshSubject } from '../subject';
import type { Result } from '../verdict';

const indented = (all: readonly Diagnostic[]): string => all.map((d) => `  ${rendered(d).replace(/\n/g, '\n  ')}`).join('\n');

/** No error: of the compiler, of the schemas, of a check. */
export function toBeValid(received: unknown): Result {
  const found = diagnostics(received as MeshSubject).filter((d) => d.severity === 'error');
  return { pass: found.length === 0, message: () => (found.length === 0 ? 'expected something to be wrong, but the mesh is valid' : `expected a valid mesh, but there ${found.length === 1 ? 'is an error' : `are ${found.length} errors`}\n${indented(found)}`) };
}

/** A finding with this code, and with these fields of it. */
export function toReport(received: unknown, code: string, partial: Readonly<Partial<Record<keyof Diagnostic, unknown>>> = {}): Result {
  const all = diagnostics(received as MeshSubject), coded = all.filter((d) => d.code === code);
  const fitting = coded.filter((d) => differencesOf(partial, d).far === 0);
  return {
    pass: fitting.length > 0,
    message: () => {
      if (fitting.length > 0) return `expected no ${code}, but it is found\n${indented(fitting)}`;
      if (coded.length > 0) return `expected ${code} with these fields\n${differencesOf(partial, coded[0]).lines.map((l) => `  ${l}`).join('\n')}\nfound\n${indented(coded)}`;
      return `expected ${code}, but ${all.length === 0 ? 'nothing is found' : `only this is found\n${indented(all)}`}`;
    },
  };
}
