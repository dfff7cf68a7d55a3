import type { Problem } from '../findings';
import { byteLength } from './bytes';
import { memo } from './memo';

const LONGEST = 1024;
const HELP = 'regular expressions are RE2: no look-around, no back-references, at most 1000 repetitions';

/** The engine is loaded for the first regular expression: most meshes have none. */
let engine: typeof import('re2js') | undefined;

const compileProblem = memo((regex: string): Problem | undefined => {
  engine ??= require('re2js') as typeof import('re2js');
  try {
    engine.RE2JS.compile(regex);
    return undefined;
  } catch (error) {
    const reason = (error as Error).message.replace(/^error parsing regexp: /, '');
    return { message: `regular expression ${JSON.stringify(regex)} does not compile: ${reason}`, help: HELP };
  }
}, 1024);

/** Compiles, whatever its length. */
export function regexSyntaxProblem(regex: string): Problem | undefined {
  return compileProblem(regex);
}

/** A regular expression that routes are matched with. */
export function regexProblem(regex: string): Problem | undefined {
  if (byteLength(regex) <= LONGEST) return compileProblem(regex);
  return { message: `regular expression has ${byteLength(regex)} bytes, at most ${LONGEST} are allowed`, help: 'split it into several matches, or match a prefix' };
}
