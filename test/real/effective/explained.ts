/** A difference that is meant, and why. `case`: in which cases; `difference`: which lines. */
interface Explained { readonly of: RegExp; readonly difference: RegExp; readonly why: string }

export const explained: readonly Explained[] = [];

export const isExplained = (name: string, difference: string): boolean => explained.some((e) => e.of.test(name) && e.difference.test(difference));
