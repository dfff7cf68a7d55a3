import { isAscii } from 'node:buffer';
import * as fs from 'node:fs';
import * as path from 'node:path';
import type { Diagnostic } from '../diagnostics';
import { fromFile, type SourceObject } from '../effective';
import { NO_OBJECT, readManifests } from '../manifests/yaml';
import { CannotRun } from './exit';
import type { Io } from './io';

/** A file that is larger is refused: its text must fit into one string, and all of it is held. */
export const LARGEST_FILE = 256 * 1024 * 1024;

export interface ReadFiles { readonly objects: SourceObject[]; readonly diagnostics: Diagnostic[]; readonly texts: Map<string, string> }

/** All objects of files, folders (`.yaml`, `.yml`, `.json` at any depth, hidden ones and node_modules aside) and `-`, standard input. */
export function readFiles(inputs: readonly string[], io: Io): ReadFiles {
  const into: ReadFiles = { objects: [], diagnostics: [], texts: new Map() };
  const problems: string[] = [];
  for (const input of inputs) {
    if (input === '-') { add(io.stdin(), '<stdin>', true, into); continue; }
    const full = path.resolve(io.cwd, input);
    let stat: fs.Stats;
    try { stat = fs.statSync(full); } catch (error) { problems.push(reason(input, error)); continue; }
    const files = stat.isDirectory() ? yamlFilesIn(full) : [full];
    if (files.length === 0) problems.push(`${input} holds no .yaml, .yml or .json file`);
    for (const file of files) {
      const name = path.relative(io.cwd, file) || file;
      try {
        const { size } = fs.statSync(file);
        if (size > LARGEST_FILE) { problems.push(`${name} has ${Math.round(size / 1e6)} MB; files of up to ${Math.round(LARGEST_FILE / 1e6)} MB are read: split it`); continue; }
        add(textOf(fs.readFileSync(file)), name.startsWith('..') ? file : name, !stat.isDirectory(), into);
      } catch (error) { problems.push(reason(name, error)); }
    }
  }
  if (problems.length > 0) throw new CannotRun(problems.join('\n'));
  return into;
}

function add(text: string, name: string, named: boolean, into: ReadFiles): void {
  if (into.texts.has(name)) return;   // named twice, or in a folder that was named too
  into.texts.set(name, text);
  const { manifests, diagnostics } = readManifests(text, name);
  for (const m of manifests) into.objects.push(fromFile(m));
  // In a folder stand other people's files too: values, kustomizations, pipelines.
  for (const d of diagnostics) into.diagnostics.push(!named && d.code === NO_OBJECT ? { ...d, severity: 'info', help: 'it is left out' } : d);
}

/** Most manifests are plain ASCII, which need not be decoded. */
const textOf = (bytes: Buffer): string => (isAscii(bytes) ? bytes.toString('latin1') : bytes.toString('utf8'));

function yamlFilesIn(folder: string): string[] {
  const out: string[] = [];
  const walk = (at: string): void => {
    for (const entry of fs.readdirSync(at, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
      if (entry.name.startsWith('.') || entry.name === 'node_modules') continue;
      const full = path.join(at, entry.name);
      if (entry.isDirectory()) walk(full);
      else if (/\.(ya?ml|json)$/i.test(entry.name) && !/^(package(-lock)?|tsconfig.*)\.json$/.test(entry.name)) out.push(full);
    }
  };
  walk(folder);
  return out;
}

const reason = (name: string, error: unknown): string => {
  const { code, message } = error as NodeJS.ErrnoException;
  return code === 'ENOENT' ? `${name} does not exist` : code === 'EACCES' ? `${name} may not be read` : `${name}: ${message}`;
};
