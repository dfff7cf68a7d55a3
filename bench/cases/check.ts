import * as fs from 'fs';
import type * as Run from '../../lib/cli/run';
import { measure, shipped } from '../measure';

// `mesh check FILE`, from the start of the command to its report.
const [file, format] = process.argv.slice(2);
let bytes = 0;
measure(() => {
  const { run } = shipped<typeof Run>('cli/run');
  const code = run(['check', file, '--format', format], { out: (text) => { bytes += text.length; }, err: (text) => fs.writeSync(2, text), stdin: () => '', cwd: process.cwd(), env: {}, colour: false });
  if (code === 1) throw new Error('it could not run');
  return { bytes };
});
