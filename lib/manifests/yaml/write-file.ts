import * as fs from 'fs';
import * as path from 'path';
import { YamlWriter } from './writer';

let temporary = 0;

/**
 * Writes the documents that `iterate` puts into one file. It appears complete or not at all: an error on the way, of ours or of
 * `iterate`, leaves what was there before.
 */
export function writeYamlFile(file: string, iterate: (put: (document: unknown) => void) => void): void {
  stageYamlFile(file, iterate).commit();
}

/** The same in two steps, for several files that must appear together: written beside its place, then moved there or dropped. */
export function stageYamlFile(file: string, iterate: (put: (document: unknown) => void) => void): { commit(): void; discard(): void } {
  const target = followed(file);
  const temp = path.join(path.dirname(target), `.${path.basename(target)}.${process.pid}.${temporary++}.tmp`);
  const discard = (): void => fs.rmSync(temp, { force: true });
  const fd = fs.openSync(temp, 'wx');
  try {
    try {
      const writer = new YamlWriter(chunk => writeFully(fd, chunk));
      iterate(document => writer.document(document));
      writer.end();
    } finally {
      fs.closeSync(fd);
    }
  } catch (error) {
    discard();
    throw error;
  }
  return { commit: () => fs.renameSync(temp, target), discard };
}

/** Through a link to the file it names, which a rename would otherwise replace. */
function followed(file: string): string {
  try { return fs.realpathSync(file); } catch { return path.resolve(file); }
}

function writeFully(fd: number, chunk: Buffer): void {
  for (let at = 0; at < chunk.length;) at += fs.writeSync(fd, chunk, at, chunk.length - at);
}
