import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { goVersion } from './go';
import { cache } from './place';

/** Something that is built once and then found in the cache. */
export interface Build {
  /** Start of the cache folder's name. */
  readonly name: string;
  /** What is built and how long that takes, for the line that people see before it starts. */
  readonly what: string;
  /** Folders whose sources decide whether a build in the cache is still the right one. */
  readonly sources: readonly string[];
  /** Whatever else decides: variants, flags, versions. */
  readonly settings?: readonly string[];
  /** Builds into an empty folder; throws when it fails. */
  readonly make: (into: string) => void;
}

/** Folder of what was built, made when the cache has none for exactly these sources, settings and compiler. */
export function buildOnce(build: Build, log: (line: string) => void = console.log): string {
  const folder = join(cache, `${build.name}-${keyOf(build)}`);
  if (existsSync(folder)) return folder;
  log(`building ${build.what}`);
  const started = Date.now();
  removeLeftovers(build.name);
  const scratch = `${folder}.${process.pid}`;
  mkdirSync(scratch, { recursive: true });
  try {
    build.make(scratch);
  } catch (error) {
    rmSync(scratch, { recursive: true, force: true });
    throw error;
  }
  if (existsSync(folder)) rmSync(scratch, { recursive: true, force: true }); // built by another process meanwhile
  else renameSync(scratch, folder);
  log(`built in ${Math.round((Date.now() - started) / 1000)} s`);
  return folder;
}

/** What builds have left whose process was killed. */
function removeLeftovers(name: string): void {
  for (const entry of existsSync(cache) ? readdirSync(cache) : []) {
    const [, start, pid] = /^(.+)-[0-9a-f]{16}\.(\d+)$/.exec(entry) ?? [];
    if (start === name && !isAnother(Number(pid))) rmSync(join(cache, entry), { recursive: true, force: true });
  }
}

/** Whether another process of this number runs. One of our own number has ended: we have only begun. */
function isAnother(pid: number): boolean {
  if (pid === process.pid) return false;
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH'; // it is there, and somebody else's
  }
}

function keyOf({ sources, settings = [] }: Build): string {
  const hash = createHash('sha256').update([goVersion(), ...settings].join('\0'));
  for (const folder of sources) {
    for (const file of sourcesOf(folder)) hash.update(`\0${file}\0`).update(readFileSync(join(folder, file)));
  }
  return hash.digest('hex').slice(0, 16);
}

function sourcesOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => /\.go$|^go\.(mod|sum)$/.test(file)).sort();
}
