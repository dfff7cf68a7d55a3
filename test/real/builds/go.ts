import { execFileSync, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { MissingTool } from './place';

const environment = { CGO_ENABLED: '0', GOTOOLCHAIN: 'local', GOFLAGS: '-mod=readonly' };

/** As `go1.26.8`. */
export function goVersion(): string {
  const found = spawnSync('go', ['env', 'GOVERSION'], { encoding: 'utf8', env: { ...process.env, GOTOOLCHAIN: 'local' } });
  const version = (found.stdout ?? '').trim();
  const [, major, minor] = /^go(\d+)\.(\d+)/.exec(version) ?? [];
  if (major === undefined || Number(major) < 1 || (Number(major) === 1 && Number(minor) < 26)) {
    throw new MissingTool('go', `Go 1.26 or newer builds the Istio oracle and the real components${version === '' ? '' : ` (found ${version})`}`);
  }
  return version;
}

/** Folder of a Go module's sources in the module cache, fetched when it is not there; `from` is a folder whose go.mod names it. */
export function goModule(path: string, from: string = join(__dirname, '../istio-oracle')): string {
  goVersion();
  const env = { ...process.env, ...environment };
  const find = (): string => execFileSync('go', ['list', '-m', '-f', '{{.Dir}}', path], { cwd: from, encoding: 'utf8', env }).trim();
  const found = find();
  if (found !== '') return found;
  execFileSync('go', ['mod', 'download', path], { cwd: from, env, stdio: ['ignore', 'inherit', 'pipe'] });
  return find();
}

/** One call of `go build`. */
export interface GoBuild {
  /** What fails when it fails. */
  readonly what: string;
  /** Folder of the module. */
  readonly from: string;
  /** A file, or a folder when several packages are named. */
  readonly to: string;
  readonly packages: readonly string[];
  /** Variables of packages that are set at link time (`-X`). */
  readonly variables?: Readonly<Record<string, string>>;
  readonly flags?: readonly string[];
}

export function goBuild({ what, from, to, packages, variables = {}, flags = [] }: GoBuild): void {
  const linker = ['-s', '-w', ...Object.entries(variables).flatMap(([name, value]) => ['-X', `${name}=${value}`])].join(' ');
  runGo(what, ['build', '-trimpath', '-buildvcs=false', '-ldflags', linker, ...flags, '-o', to, ...packages], from);
}

/** `go install` of a command at a version, for modules that allow it (no replacements in their go.mod). */
export function goInstall(what: string, command: string, to: string): void {
  runGo(what, ['install', '-trimpath', '-ldflags', '-s -w', command], to, { GOBIN: to, GOFLAGS: '' });
}

function runGo(what: string, args: readonly string[], from: string, env: NodeJS.ProcessEnv = {}): void {
  const built = spawnSync('go', args, { cwd: from, stdio: ['ignore', 'inherit', 'pipe'], encoding: 'utf8', env: { ...process.env, ...environment, ...env }, maxBuffer: 1 << 26 });
  if (built.status === 0) return;
  const said = (built.stderr ?? '').split('\n').filter((line) => !line.startsWith('go: downloading')).join('\n');
  throw new Error(`go ${args[0]} of ${what} failed:\n${built.error?.message ?? said}`);
}
