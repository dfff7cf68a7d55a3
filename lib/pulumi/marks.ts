/** Names of all inputs of this process that a text holds the place of, whichever component and copy of this library gave it out: no two of them are the same. */
const GIVEN = Symbol.for('cdk8s-mesh.pulumi.inputs');
const given = ((globalThis as { [GIVEN]?: string[] })[GIVEN] ??= []);

/** A name of two labels, so that it may stand where a host, an image, a URL or a label value is wanted; nobody can own it. */
const MARK = /pulumi-input-(\d{4,})\.invalid/g;
/** The beginning of one, whatever stands between its parts. */
const BEGINNING = /pulumi[-_.]?input[-_.]?\d/i;
/** Twelve letters and digits in a row of one, its number among them. */
const PIECES = 'pulumiinput####invalid';
const PIECE = new RegExp(windows(PIECES, 12).filter((w) => w.includes('####')).map((w) => w.replace('####', '(\\d{4})')).join('|'), 'g');

function windows(text: string, size: number): string[] {
  return Array.from({ length: text.length - size + 1 }, (_, i) => text.slice(i, i + size));
}

/** Text that holds the place of an input, and its number. */
export function newMark(input: string): { readonly number: number; readonly text: string } {
  const number = given.push(input) - 1;
  return { number, text: `pulumi-input-${String(number).padStart(4, '0')}.invalid` };
}

/** Whether this process gave out any. */
export const anyGiven = (): boolean => given.length > 0;
/** Name of the input that a mark is of. @default - none has this number */
export const inputOf = (number: number): string | undefined => given[number];

/** Text around marks, and between them the numbers of these: every second part. */
export const partsOf = (text: string): readonly string[] => text.split(MARK);

/** Whether something is left of a mark that a program cut or changed: its beginning, or a dozen letters and digits with its number. Less may come by chance. */
export function isDamaged(text: string): boolean {
  const around = partsOf(text).filter((_, i) => i % 2 === 0);
  return around.some((part) => BEGINNING.test(part) || [...part.toLowerCase().replace(/[^a-z0-9]+/g, '').matchAll(PIECE)].some((m) => Number(m.slice(1).find((n) => n !== undefined)) < given.length));
}
export const hasMark = (text: string): boolean => text.search(MARK) >= 0;
