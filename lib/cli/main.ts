#!/usr/bin/env node
import * as fs from 'node:fs';
import { run } from './run';

/** Writes all of it, pipes that are full included. */
function write(fd: number, text: string): void {
  const bytes = Buffer.from(`${text}\n`);
  for (let at = 0; at < bytes.length;) {
    try { at += fs.writeSync(fd, bytes, at); } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EPIPE') return;   // whoever read it has enough
      if (code !== 'EAGAIN') throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
    }
  }
}

process.exitCode = run(process.argv.slice(2), {
  out: (text) => write(1, text), err: (text) => write(2, text), stdin: () => fs.readFileSync(0, 'utf8'), cwd: process.cwd(), env: process.env,
  colour: process.stdout.isTTY === true && !process.env.NO_COLOR,
});
