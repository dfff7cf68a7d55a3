/** Why a document cannot be read. `line` and `column` count from 0, in the text of the document. */
export class Unreadable extends Error {
  constructor(message: string, readonly line: number, readonly column: number) { super(message); }
}
