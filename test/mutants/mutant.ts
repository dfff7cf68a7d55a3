/**
 * One planted bug: `find` occurs once in `file`; one of `tests` must notice when it becomes `replace`. They are run in this order until one does: the quick ones first.
 * A test is a path, or `path: pattern` for those of its tests whose names the pattern is in.
 */
export interface Mutant { readonly name: string; readonly file: string; readonly find: string; readonly replace: string; readonly tests: readonly string[] }

/** For bugs of one folder. */
export const plantedIn = (folder: string) => (name: string, file: string, find: string, replace: string, ...tests: string[]): Mutant => ({ name, file: `${folder}${file}`, find, replace, tests });
