import * as fs from 'fs';
import { measure } from '../measure';
import { objects } from '../workload';

// Ready objects → one file, each through JSON.stringify, handed on in pieces of a mebibyte: the yardstick for writing at all.
const [count, file] = process.argv.slice(2);
const ready = objects(Number(count));
measure(() => {
  const fd = fs.openSync(file, 'w');
  let piece = '';
  for (const object of ready) {
    piece += JSON.stringify(object) + '\n';
    if (piece.length > 1024 * 1024) { fs.writeSync(fd, piece); piece = ''; }
  }
  fs.writeSync(fd, piece);
  fs.closeSync(fd);
}, file);
