/** One planted bug: `find` occurs once in `file`; `tests` must notice when it becomes `replace`. */
export interface Mutant { readonly name: string; readonly file: string; readonly find: string; readonly replace: string; readonly tests: readonly string[] }
export const mutants: readonly Mutant[] = [];
