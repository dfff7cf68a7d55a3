/** What the process ends with. Documented: `mesh --help`, docs/guides/cli.md. */
export const EXIT = { fine: 0, couldNotRun: 1, refused: 2, findings: 3 } as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** The command cannot do its work: a file that is not there, a value that is none. Said on stderr, exit code 1. */
export class CannotRun extends Error {
  constructor(message: string, readonly help?: string) {
    super(message);
    this.name = 'CannotRun';
  }
}
