import * as path from 'path';

export interface SourceLine { readonly file: string; readonly line: number; readonly column?: number }

/** Frames that are kept: those of the library between a construct and the user's line, and one more for a helper in node_modules. */
const FRAMES = 6;
const LIBRARY = path.dirname(__dirname) + path.sep;
const MODULES = `${path.sep}node_modules${path.sep}`;

/**
 * The user's line that is running now: the first frame outside the library and node_modules. Only raw frames are kept (a stack is formatted when
 * it is read, which is what costs), and few: each is 64 bytes. `Error.captureStackTrace`, which could leave the library's out, takes more of both.
 */
export function captureSource(frames = FRAMES, otherwise?: () => SourceLine | undefined): () => SourceLine | undefined {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = frames;
  const holder = new Error();
  Error.stackTraceLimit = limit;
  return () => userLine(holder.stack ?? '') ?? otherwise?.();
}

/** First user frame of a formatted stack, relative to the working directory where it lies below it. */
export function userLine(stack: string): SourceLine | undefined {
  for (const frame of stack.split('\n')) {
    const at = /(?:\(|at (?:async )?)(?:file:\/\/)?([^()]+?):(\d+):(\d+)\)?$/.exec(frame);
    if (!at) continue;
    const file = at[1];
    if (file.startsWith('node:') || file.startsWith(LIBRARY) || file.includes(MODULES)) continue;
    const relative = path.relative(process.cwd(), file);
    return { file: relative.startsWith('..') || path.isAbsolute(relative) ? file : relative, line: Number(at[2]), column: Number(at[3]) };
  }
  return undefined;
}
