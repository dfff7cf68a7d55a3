import type { Violation } from '../violation';

/** What is wrong with one value, and what to do about it. */
export interface Problem {
  readonly message: string;
  readonly help: string;
}

const NONE: readonly Violation[] = Object.freeze([]);
/** A violation is one line of readable length, whatever the value that it quotes. */
const LONGEST_MESSAGE = 400;
const IDENTIFIER = /^[A-Za-z_][A-Za-z0-9_]*$/;

/**
 * Collects the violations of one object. Where the rules stand is kept as a stack, and a path is written only for a
 * violation: an object without one costs no allocation.
 */
export class Findings {
  private readonly steps: string[] = [];
  private readonly indices: number[] = [];
  private depth = 0;
  private found: Violation[] | undefined;

  /** Steps into a field, or into one item of a list or map field. */
  enter(field: string, index = -1): void {
    this.steps[this.depth] = field;
    this.indices[this.depth++] = index;
  }

  leave(): void {
    this.depth--;
  }

  /** Istio refuses the object. `field` is below the current place; '' is the place itself. */
  error(field: string, message: string, help: string, index = -1): void {
    this.add(field, index, message, help, 'error');
  }

  /** Istio takes the object and warns, or ignores what was asked for. */
  warn(field: string, message: string, help: string, index = -1): void {
    this.add(field, index, message, help, 'warning');
  }

  /** Reports a syntax problem, if there is one. */
  check(field: string, problem: Problem | undefined, index = -1): void {
    if (problem !== undefined) this.add(field, index, problem.message, problem.help, 'error');
  }

  /** Hands over what was found and starts anew. */
  take(): readonly Violation[] {
    const found = this.found ?? NONE;
    this.found = undefined;
    this.depth = 0;
    return found;
  }

  private add(field: string, index: number, message: string, help: string, level: Violation['level']): void {
    this.enter(field, index);
    let path = '';
    for (let i = 0; i < this.depth; i++) {
      const step = this.steps[i]!;
      if (step !== '') path += IDENTIFIER.test(step) ? (path === '' ? step : `.${step}`) : `[${JSON.stringify(step)}]`;
      if (this.indices[i]! >= 0) path += `[${this.indices[i]}]`;
    }
    this.leave();
    (this.found ??= []).push({ path, message: oneLine(message), help, source: 'webhook', level });
  }
}

function oneLine(message: string): string {
  const line = message.includes('\n') ? message.replace(/\s*\n\s*/g, ' ') : message;
  return line.length > LONGEST_MESSAGE ? `${line.slice(0, LONGEST_MESSAGE)}…` : line;
}
