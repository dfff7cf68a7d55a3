import * as fs from 'node:fs';
import * as path from 'node:path';
import { createRequire } from 'node:module';
import type { Check } from '../checks/check';
import type { Severity } from '../diagnostics';
import { readYaml } from '../manifests/yaml';
import { CannotRun } from './exit';
import type { Io } from './io';

/** Looked for in the folder in which the command runs. */
export const CONFIGURATION_FILES = ['mesh.config.yaml', 'mesh.config.yml', 'mesh.config.json'] as const;

/** Settings of a project, in `mesh.config.yaml`. Flags of the command win. */
export interface Configuration {
  /** `strict` adds checks that are opinions. @default 'default' */
  readonly profile?: 'default' | 'strict';
  /** @default 'open' */
  readonly inventory?: 'open' | 'closed';
  /** Path of Istio's MeshConfig, from the file's folder. */
  readonly meshConfig?: string;
  /** By code; `off` switches a check off. */
  readonly severity?: Readonly<Record<string, Severity | 'off'>>;
  /** Findings that are accepted, each with its reason. `object` as `VirtualService shop/reviews`. */
  readonly ignore?: readonly { readonly code: string; readonly object?: string; readonly reason: string }[];
  /** Your own checks: CommonJS modules that export one or several, from the file's folder. */
  readonly checks?: readonly string[];
  /** Options of single checks, by code. */
  readonly options?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

export interface Configured extends Configuration {
  /** Its folder, from which paths are read. */
  readonly folder: string;
  readonly own: readonly Check[];
}

/** The configuration that was named, or the one that lies here, or none. Everything that is wrong with it is said at once. */
export function configurationFor(named: string | undefined, io: Io): Configured {
  const file = named ?? CONFIGURATION_FILES.find((f) => fs.existsSync(path.join(io.cwd, f)));
  if (file === undefined) return { folder: io.cwd, own: [] };
  const full = path.resolve(io.cwd, file), folder = path.dirname(full);
  let text: string;
  try { text = fs.readFileSync(full, 'utf8'); } catch (error) { throw new CannotRun(`the configuration ${file} cannot be read: ${(error as Error).message}`); }
  const { documents, findings } = readYaml(text, { file });
  const broken = findings.find((f) => f.level === 'error');
  if (broken) throw new CannotRun(`${file}:${broken.line} is not readable as YAML: ${broken.message}`);
  const document = documents[0];
  if (!document) return { folder, own: [] };
  const value = document.value;
  if (!isMap(value)) throw new CannotRun(`${file} is no map`, 'write fields such as profile, severity, ignore, checks');
  const problems = problemsOf(value).map(([field, problem]) => `${file}:${document.lineOf(field)} ${field}: ${problem}`);
  if (problems.length > 0) throw new CannotRun(problems.join('\n'));
  const configuration = value as Configuration;
  return { ...configuration, folder, own: (configuration.checks ?? []).flatMap((name) => checksOf(name, folder)) };
}

const isMap = (v: unknown): v is Record<string, unknown> => typeof v === 'object' && v !== null && !Array.isArray(v);
const SEVERITIES = ['error', 'warning', 'info', 'off'];
const FIELDS = ['profile', 'inventory', 'meshConfig', 'severity', 'ignore', 'checks', 'options'];

function problemsOf(c: Record<string, unknown>): [string, string][] {
  const out: [string, string][] = [];
  for (const field of Object.keys(c)) if (!FIELDS.includes(field)) out.push([field, `is no field; there are ${FIELDS.join(', ')}`]);
  if (c.profile !== undefined && c.profile !== 'default' && c.profile !== 'strict') out.push(['profile', 'is default or strict']);
  if (c.inventory !== undefined && c.inventory !== 'open' && c.inventory !== 'closed') out.push(['inventory', 'is open or closed']);
  if (c.meshConfig !== undefined && typeof c.meshConfig !== 'string') out.push(['meshConfig', 'is the path of a file']);
  if (c.severity !== undefined) {
    if (!isMap(c.severity)) out.push(['severity', 'is a map of codes']);
    else for (const [code, s] of Object.entries(c.severity)) if (!SEVERITIES.includes(String(s))) out.push([`severity.${code}`, `is one of ${SEVERITIES.join(', ')}`]);
  }
  if (c.ignore !== undefined) {
    if (!Array.isArray(c.ignore)) out.push(['ignore', 'is a list']);
    else c.ignore.forEach((one: unknown, i) => {
      if (!isMap(one) || typeof one.code !== 'string') out.push([`ignore[${i}]`, 'needs a code']);
      else if (typeof one.reason !== 'string' || one.reason.trim() === '') out.push([`ignore[${i}]`, `needs a reason: why is ${one.code} right as it is?`]);
    });
  }
  if (c.checks !== undefined && !(Array.isArray(c.checks) && c.checks.every((x) => typeof x === 'string'))) out.push(['checks', 'is a list of modules']);
  if (c.options !== undefined && !(isMap(c.options) && Object.values(c.options).every(isMap))) out.push(['options', 'is a map of codes, each with a map of options']);
  return out;
}

/** Every export of a module that is a check. */
function checksOf(name: string, folder: string): Check[] {
  const file = path.resolve(folder, name);
  let exported: unknown;
  try { exported = createRequire(path.join(folder, 'mesh.config.yaml'))(file); } catch (error) { throw new CannotRun(`the checks of ${name} do not load: ${(error as Error).message}`, 'name a CommonJS module; TypeScript is compiled first'); }
  const values = isMap(exported) ? [exported, ...Object.values(exported).flat()] : [exported].flat();
  const found = values.filter((v): v is Check => isMap(v) && typeof v.code === 'string' && typeof v.title === 'string' && typeof v.run === 'function');
  if (found.length === 0) throw new CannotRun(`${name} exports no check`, 'a check is { code, title, run(context) }');
  const taken = found.find((c) => /^MESH\d/.test(c.code));
  if (taken) throw new CannotRun(`check '${taken.code}' of ${name}: codes that start with MESH are the library's own`, 'use a prefix of yours');
  return found;
}
