import { CallError } from '../../../constructs/call-error';
import { Findings } from '../../../manifests/rules/findings';

/** Runs the rules of some props, and says everything that is wrong in one error. */
export function checked(at: string, rules: (f: Findings) => void): void {
  const f = new Findings();
  rules(f);
  const wrong = f.take();
  if (wrong.length === 0) return;
  if (wrong.length === 1) throw new CallError(at, `${wrong[0]!.path}: ${wrong[0]!.message}`, wrong[0]!.help);
  throw new CallError(at, wrong.map(({ help, message, path }) => `${path}: ${message}${help ? ` (${help})` : ''}`).join('\n  '));
}

/** Says something at a path that somebody else wrote, below the current place. */
export function errorAt(f: Findings, path: string, message: string, help: string): void {
  const steps = [...path.matchAll(/\["((?:\\.|[^"\\])*)"\]|\[(\d+)\]|([^.[]+)/g)];
  let depth = 0;
  for (const [, quoted, index, name] of steps) {
    f.enter(quoted !== undefined ? (JSON.parse(`"${quoted}"`) as string) : name ?? '', index === undefined ? -1 : Number(index));
    depth++;
  }
  f.error('', message, help);
  while (depth-- > 0) f.leave();
}
