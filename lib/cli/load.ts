import type { Diagnostic } from '../diagnostics';
import { readIstio, type IstioMesh, type ReadOptions, type SourceObject } from '../effective';
import type { AppInput } from './app';
import { configurationFor, type Configured } from './configuration';
import { CannotRun } from './exit';
import { readFiles } from './files';
import type { Io } from './io';
import { readMeshConfig } from './mesh-config';
import * as path from 'node:path';

/** Flags that every command has. */
export interface InputFlags {
  readonly app?: string | true;
  readonly meshConfig?: string;
  readonly inventory?: 'open' | 'closed';
  readonly config?: string;
  readonly rootNamespace?: string;
  readonly clusterDomain?: string;
  readonly trustDomain?: string;
}

/** Everything that a command works on. */
export interface Loaded {
  readonly mesh: IstioMesh;
  readonly objects: readonly SourceObject[];
  /** Found while the input was read. */
  readonly diagnostics: readonly Diagnostic[];
  /** Texts of the files that were read, for snippets. */
  readonly texts: ReadonlyMap<string, string>;
  readonly declared?: AppInput['declared'];
  readonly configuration: Configured;
  readonly inventory: 'open' | 'closed';
}

/** Reads what was named: files and folders, or the app of this folder where nothing is. `ofApps`: what is taken of an app's inventory where nobody says. */
export function load(inputs: readonly string[], flags: InputFlags, io: Io, ofApps: 'open' | 'closed' = 'closed'): Loaded {
  const configuration = configurationFor(flags.config, io);
  const files = readFiles(inputs, io);
  const app = appOf(inputs, flags, io);
  if (inputs.length === 0 && !app) throw new CannotRun('there is nothing to read', 'name files or folders, - for standard input, or run it in a cdk8s project (cdk8s.yaml)');
  const objects = [...files.objects, ...(app?.objects ?? [])];
  // An app declares who is in its mesh, what exists already too; files may be a part of one.
  const inventory = flags.inventory ?? configuration.inventory ?? (app && inputs.length === 0 ? ofApps : 'open');
  const meshConfig = flags.meshConfig !== undefined ? readMeshConfig(flags.meshConfig, io)
    : configuration.meshConfig !== undefined ? readMeshConfig(path.join(configuration.folder, configuration.meshConfig), io) : app?.installation?.meshConfig;
  const known = app?.installation;
  const options: ReadOptions = {
    inventory, ...(meshConfig !== undefined && { meshConfig }),
    ...pick('rootNamespace', flags.rootNamespace ?? known?.rootNamespace), ...pick('clusterDomain', flags.clusterDomain ?? known?.clusterDomain), ...pick('trustDomain', flags.trustDomain ?? known?.trustDomain),
  };
  return { mesh: readIstio(objects, options), objects, diagnostics: [...files.diagnostics, ...(app?.diagnostics ?? [])], texts: files.texts, ...(app?.declared && { declared: app.declared }), configuration, inventory };
}

const pick = <K extends string>(key: K, value: string | undefined): { [P in K]?: string } => (value === undefined ? {} : { [key]: value } as { [P in K]?: string });

function appOf(inputs: readonly string[], flags: InputFlags, io: Io): AppInput | undefined {
  if (flags.app === undefined && inputs.length > 0) return undefined;
  const { appCommandIn, runApp } = require('./app') as typeof import('./app');   // loaded for apps only
  const command = typeof flags.app === 'string' ? flags.app : appCommandIn(io.cwd);
  if (command !== undefined) return runApp(command, io);
  if (flags.app === true) throw new CannotRun('this folder has no cdk8s.yaml with an app', 'name the command: --app "npx tsx main.ts"');
  return undefined;
}
