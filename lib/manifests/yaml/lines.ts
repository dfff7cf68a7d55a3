/** A place in a file, counted from 1. */
export interface Position { readonly line: number; readonly column: number }

/** Only every so many lines is noted where it starts: a large file has many, and few are asked for. */
const STEP = 64;

/** Where the lines of a text are; found when the first place is asked for. Lines end with `\n`. */
export class Lines {
  /** Starts of the lines 0, STEP, 2 × STEP, … */
  private starts: readonly number[] | undefined;
  constructor(private readonly text: string) {}

  /** Line and column of an offset. */
  at(offset: number): Position {
    const starts = (this.starts ??= this.find());
    let low = 0, high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (starts[middle] <= offset) low = middle; else high = middle - 1;
    }
    let line = low * STEP + 1, start = starts[low];
    for (let end = this.text.indexOf('\n', start); end >= 0 && end < offset; end = this.text.indexOf('\n', start)) { line++; start = end + 1; }
    return { line, column: offset - start + 1 };
  }

  /** Offset at which a line starts, of the first that is 1; undefined: there is none such. */
  startOf(line: number): number | undefined {
    const starts = (this.starts ??= this.find()), block = Math.floor((line - 1) / STEP);
    let start: number | undefined = starts[block];
    for (let n = block * STEP + 1; n < line && start !== undefined; n++) {
      const end: number = this.text.indexOf('\n', start);
      start = end < 0 ? undefined : end + 1;
    }
    return start;
  }

  private find(): readonly number[] {
    const starts = [0];
    for (let at = this.text.indexOf('\n'), line = 1; at >= 0; at = this.text.indexOf('\n', at + 1), line++) if (line % STEP === 0) starts.push(at + 1);
    return starts;
  }
}
