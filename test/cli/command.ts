import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { run } from '../../lib/cli/run';

export interface Ran { readonly code: number; readonly out: string; readonly err: string }

/** One run of the command line in a folder of its own, with these files in it. */
export function mesh(args: readonly string[], options: { readonly files?: Readonly<Record<string, string>>; readonly stdin?: string; readonly cwd?: string; readonly colour?: boolean } = {}): Ran {
  const folder = options.cwd ?? fs.mkdtempSync(path.join(os.tmpdir(), 'mesh-cli-'));
  for (const [name, text] of Object.entries(options.files ?? {})) {
    fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    fs.writeFileSync(path.join(folder, name), text);
  }
  const out: string[] = [], err: string[] = [];
  try {
    const code = run(args, { out: (t) => out.push(t), err: (t) => err.push(t), stdin: () => options.stdin ?? '', cwd: folder, env: process.env, colour: options.colour ?? false });
    return { code, out: out.join('\n'), err: err.join('\n') };
  } finally {
    if (options.cwd === undefined) fs.rmSync(folder, { recursive: true, force: true });
  }
}
