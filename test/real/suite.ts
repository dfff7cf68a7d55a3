import type { Oracle } from './oracle';

/** What a real suite gets. */
export interface SuiteContext {
  /** All cases instead of the seeded sample that CI runs. */
  readonly full: boolean;
  readonly seed: number;
  /** Whether what the real thing says is to be kept for the tests that run without it. */
  readonly record: boolean;
  /** Started on first use, closed after the suite. */
  oracle(): Oracle;
  /** One case: it holds when there are no problems. */
  check(name: string, problems: readonly string[]): void;
  /** A line for people. */
  log(line: string): void;
  /** A figure for the report. */
  figure(name: string, value: string | number): void;
  /** A section of the report, in Markdown. */
  section(title: string, lines: readonly string[]): void;
}

/** One suite that runs against real components. */
export interface Suite {
  readonly name: string;
  readonly title: string;
  run(context: SuiteContext): Promise<void>;
}
