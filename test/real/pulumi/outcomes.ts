import type { Outcome } from './engine';

/** Problems of a command that should have worked. */
export function failed({ code, messages, text }: Outcome): string[] {
  const errors = messages.filter((m) => m.severity === 'error').map((m) => `${m.name}: ${m.text}`);
  return code === 0 ? errors : errors.length > 0 ? errors : [`it ended with ${code}: ${text.slice(-1500)}`];
}

/** Every step that changes something, as `update NAME FIELD…`. */
export const changed = ({ steps }: Outcome): string[] => steps.filter((s) => s.op !== 'same' && s.op !== 'refresh').map((s) => [s.op, s.name, ...[...s.diffs].sort()].join(' '));

/** Problems of a command that should have changed nothing. */
export const unchanged = (outcome: Outcome): string[] => [...failed(outcome), ...changed(outcome)];

/** Problems of a command that should have done these steps alone. */
export function only(outcome: Outcome, ...wanted: readonly string[]): string[] {
  const found = changed(outcome);
  return [...failed(outcome), ...wanted.filter((w) => !found.includes(w)).map((w) => `missing: ${w}`), ...found.filter((f) => !wanted.includes(f)).map((f) => `not meant: ${f}`)];
}
