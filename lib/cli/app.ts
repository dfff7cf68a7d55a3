import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { FACTS_VARIABLE, type FactsFile } from '../cdk8s/facts-file';
import type { Diagnostic, Place, SourceLine } from '../diagnostics';
import { fromConstruct, fromFile, type SourceObject } from '../effective';
import { readManifests, readYaml } from '../manifests/yaml';
import type { MeshModel } from '../model';
import { resolve } from '../resolve/resolve';
import type { Resolved } from '../resolve/resolved';
import { CannotRun } from './exit';
import type { Io } from './io';

export interface AppInput {
  readonly objects: SourceObject[];
  readonly diagnostics: Diagnostic[];
  readonly declared?: { readonly model: MeshModel; readonly resolved: Resolved };
  readonly installation?: FactsFile['installation'];
}

/** The command of a cdk8s project: `app` of its cdk8s.yaml. */
export function appCommandIn(folder: string): string | undefined {
  const file = path.join(folder, 'cdk8s.yaml');
  if (!fs.existsSync(file)) return undefined;
  const value = readYaml(fs.readFileSync(file, 'utf8'), { file }).documents[0]?.value as { app?: unknown } | undefined;
  return typeof value?.app === 'string' ? value.app : undefined;
}

/** Runs a cdk8s app as `cdk8s synth` would, into a folder of its own, and takes what it wrote and what it knows of it. */
export function runApp(command: string, io: Io): AppInput {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'mesh-app-'));
  try {
    const facts = path.join(folder, 'facts.json'), outdir = path.join(folder, 'dist');
    fs.mkdirSync(outdir);
    const [program, ...args] = wordsOf(command);
    if (!program) throw new CannotRun('the command of the app is empty', 'write it in cdk8s.yaml (app: npx tsx main.ts), or give it with --app');
    const run = spawnSync(program, args, { cwd: io.cwd, env: { ...io.env, CDK8S_OUTDIR: outdir, [FACTS_VARIABLE]: facts } as NodeJS.ProcessEnv, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
    const known = fs.existsSync(facts) ? JSON.parse(fs.readFileSync(facts, 'utf8')) as FactsFile : undefined;
    const found = (known?.diagnostics ?? []).map(revived);
    if (run.error) throw new CannotRun(`the app does not start: ${run.error.message}`, `it is run as: ${command}`);
    if (run.status !== 0 && !found.some((d) => d.severity === 'error')) {
      throw new CannotRun(`the app ended with ${run.status === null ? `signal ${String(run.signal)}` : `exit code ${run.status}`}:\n${(run.stderr || run.stdout).trim()}`, `it is run as: ${command}`);
    }
    return { objects: [...objectsIn(outdir, known), ...(known?.assumed ?? []).map(({ manifest, path: at, line }) => fromConstruct(manifest, { path: at, source: line }))], diagnostics: found, ...(known && { declared: declaredOf(known.model), ...(known.installation && { installation: known.installation }) }) };
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

function objectsIn(outdir: string, known: FactsFile | undefined): SourceObject[] {
  const objects: SourceObject[] = [];
  for (const entry of fs.readdirSync(outdir, { recursive: true, encoding: 'utf8' }).sort()) {
    const file = path.join(outdir, entry);
    if (!/\.ya?ml$/.test(entry) || !fs.statSync(file).isFile()) continue;
    for (const read of readManifests(fs.readFileSync(file, 'utf8'), entry).manifests) {
      const { manifest } = read;
      const key = `${manifest.kind} ${manifest.metadata.namespace ?? ''}/${manifest.metadata.name} ${manifest.apiVersion.slice(0, manifest.apiVersion.indexOf('/') + 1)}`;
      const origin = known?.origins[key];
      objects.push(origin ? fromConstruct(manifest, { path: origin.path, source: origin.line }) : fromFile(read));
    }
  }
  return objects;
}

/** Facts were written as JSON: source lines are functions again. */
function declaredOf(model: MeshModel): AppInput['declared'] {
  const revive = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    const record = value as Record<string, unknown>;
    for (const key of Object.keys(record)) {
      const inner = record[key];
      if (key === 'source' && typeof inner === 'object' && inner !== null && 'line' in inner) { const line = inner as SourceLine; record[key] = () => line; } else revive(inner);
    }
  };
  revive(model);
  return { model, resolved: resolve(model) };
}
const revived = (d: FactsFile['diagnostics'][number]): Diagnostic => d as Diagnostic & Place;

/** A command in words, quotes taken off. It is never given to a shell, so there are no variables and no pipes. */
export function wordsOf(command: string): string[] {
  const words: string[] = [];
  let word = '', quote = '', inWord = false;
  for (let i = 0; i < command.length; i++) {
    const c = command[i];
    if (quote) {
      if (c === quote) quote = '';
      else if (c === '\\' && quote === '"' && /["\\]/.test(command[i + 1] ?? '')) word += command[++i];
      else word += c;
    } else if (c === '"' || c === "'") { quote = c; inWord = true; }
    else if (c === '\\' && command[i + 1] !== undefined) { word += command[++i]; inWord = true; }
    else if (/\s/.test(c)) { if (inWord) words.push(word); word = ''; inWord = false; }
    else { word += c; inWord = true; }
  }
  if (quote) throw new CannotRun(`the command of the app has an open ${quote}: ${command}`);
  if (inWord) words.push(word);
  return words;
}

