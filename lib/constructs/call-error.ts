import { captureSource } from './source';

/** A wrong argument: thrown at once, where it was passed. */
export class CallError extends Error {
  /** Construct path, where the argument was one of a construct. */
  readonly path?: string;
  /** What to do about it. */
  readonly help?: string;
  constructor(path: string | undefined, message: string, help?: string) {
    const line = captureSource(40)();
    const at = [path, line && `${line.file}:${line.line}`].filter(Boolean).join(' at ');
    super(`${at ? `${at}: ` : ''}${message}${help ? `\n  help: ${help}` : ''}`);
    this.name = 'CallError';
    this.path = path;
    this.help = help;
  }
}
