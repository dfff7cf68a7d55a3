import { captureSource } from './source';

/** A wrong argument: thrown at once, where it was passed. */
export class CallError extends Error {
  /** Construct path. @default - none: the argument was not one of a construct */
  readonly path?: string;
  /** What to do about it. @default - the message says it all */
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
