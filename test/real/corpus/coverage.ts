import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { goModule } from '../build';
import { unreachable } from './unreachable';

interface Block { readonly file: string; readonly from: number; readonly to: number; readonly statements: number; covered: boolean }

/** Coverage of Istio's validation package, block by block; `missed` are those that nothing explains. */
export interface Coverage {
  readonly statements: number;
  readonly covered: number;
  /** Statements that no object can reach, by reason. */
  readonly unreachable: ReadonlyMap<string, number>;
  readonly missed: readonly string[];
}

const counted = /^istio\.io\/istio\/pkg\/config\/(validation|security|labels|visibility)\//;

export function coverageOf(folder: string): Coverage {
  const profile = join(folder, 'profile.txt');
  execFileSync('go', ['tool', 'covdata', 'textfmt', `-i=${folder}`, `-o=${profile}`], { cwd: __dirname, env: { ...process.env, GOTOOLCHAIN: 'local' } });
  const blocks = new Map<string, Block>();
  for (const line of readFileSync(profile, 'utf8').split('\n')) {
    const [, file, from, to, statements, count] = /^(\S+):(\d+)\.\d+,(\d+)\.\d+ (\d+) (\d+)$/.exec(line) ?? [];
    if (file === undefined || !counted.test(file)) continue;
    const key = line.slice(0, line.lastIndexOf(' '));
    const known = blocks.get(key);
    if (known === undefined) blocks.set(key, { file, from: Number(from), to: Number(to), statements: Number(statements), covered: count !== '0' });
    else known.covered ||= count !== '0';
  }
  const module = goModule('istio.io/istio');
  const sources = new Map<string, readonly string[]>();
  const reasons = new Map<string, number>();
  const missed: string[] = [];
  let all = 0;
  let covered = 0;
  for (const block of blocks.values()) {
    const relative = block.file.slice('istio.io/istio/'.length);
    if (!sources.has(relative)) sources.set(relative, readFileSync(join(module, relative), 'utf8').split('\n'));
    const lines = sources.get(relative)!;
    const owner = functionAt(lines, block.from);
    if (block.covered) {
      all += block.statements;
      covered += block.statements;
      continue;
    }
    const text = lines.slice(block.from - 1, block.to).join('\n');
    const reason = unreachable.find((entry) => relative.endsWith(entry.file) && (entry.function === undefined || entry.function.test(owner)) && (entry.text === undefined || entry.text.test(text)))?.reason;
    if (reason !== undefined) reasons.set(reason, (reasons.get(reason) ?? 0) + block.statements);
    else {
      all += block.statements;
      missed.push(`${relative.slice('pkg/config/'.length)}:${block.from} ${owner} (${block.statements}): ${lines[block.from - 1].trim()} … ${lines[Math.min(block.from, block.to - 1)].trim()}`);
    }
  }
  return { statements: all, covered, unreachable: reasons, missed };
}

/** Name of the top-level declaration around a line. */
function functionAt(lines: readonly string[], line: number): string {
  for (let i = line - 1; i >= 0; i--) {
    const [, method, name, variable] = /^func (\([^)]*\) )?(\w+)|^var (\w+)/.exec(lines[i]) ?? [];
    if (name !== undefined) return method === undefined ? name : `${method}${name}`;
    if (variable !== undefined) return variable;
  }
  return '';
}
