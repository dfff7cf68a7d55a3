import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** A tool that this machine lacks: the suite cannot run, and that is a failure, never a pass. */
export class MissingTool extends Error {
  constructor(readonly tool: string, readonly wanted: string) {
    super(`${tool} is missing: ${wanted}`);
    this.name = 'MissingTool';
  }
}

export const repository = resolve(__dirname, '../..');
export const cache = resolve(process.env.MESH_CACHE ?? join(repository, '.cache'));

/** What `-cover` counts: everything that Istio's admission webhook says; without the main package Go writes no counters at all. */
const coveredPackages = ['example.test/istio-oracle', 'istio.io/istio/pkg/config/validation/...', 'istio.io/istio/pkg/config/security', 'istio.io/istio/pkg/config/labels', 'istio.io/istio/pkg/config/visibility'].join(',');

/** Path of the oracle's binary; built when the cache has none for exactly these sources and this compiler. */
export function buildOracle(variant: 'plain' | 'cover' = 'plain', log: (line: string) => void = console.log): string {
  const source = join(__dirname, 'istio-oracle');
  const go = goVersion();
  const hash = createHash('sha256').update(`${go}\0${variant}\0${coveredPackages}`);
  for (const file of sourcesOf(source)) hash.update(`\0${file}\0`).update(readFileSync(join(source, file)));
  const folder = join(cache, `istio-oracle-${variant}-${hash.digest('hex').slice(0, 16)}`);
  const binary = join(folder, 'istio-oracle');
  if (existsSync(binary)) return binary;
  log(`building the Istio oracle (${variant}); the first time takes 4 to 7 minutes on two cores`);
  const started = Date.now();
  const scratch = `${folder}.${process.pid}`;
  mkdirSync(scratch, { recursive: true });
  const flags = ['build', '-trimpath', '-buildvcs=false', '-ldflags', '-s -w', ...(variant === 'cover' ? ['-cover', `-coverpkg=${coveredPackages}`] : [])];
  const built = spawnSync('go', [...flags, '-o', join(scratch, 'istio-oracle'), '.'], {
    cwd: source, stdio: ['ignore', 'inherit', 'pipe'], encoding: 'utf8',
    env: { ...process.env, CGO_ENABLED: '0', GOTOOLCHAIN: 'local', GOFLAGS: '-mod=readonly' },
  });
  if (built.status !== 0) {
    rmSync(scratch, { recursive: true, force: true });
    throw new Error(`go build of the Istio oracle failed:\n${(built.stderr ?? '').split('\n').filter((line) => !line.startsWith('go: downloading')).join('\n')}`);
  }
  if (existsSync(folder)) rmSync(scratch, { recursive: true, force: true }); // built by another process meanwhile
  else renameSync(scratch, folder);
  log(`built in ${Math.round((Date.now() - started) / 1000)} s`);
  return binary;
}

function sourcesOf(folder: string): string[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return files.filter((file) => /\.go$|^go\.(mod|sum)$/.test(file)).sort();
}

/** As `go1.26.8`. */
export function goVersion(): string {
  const found = spawnSync('go', ['env', 'GOVERSION'], { encoding: 'utf8', env: { ...process.env, GOTOOLCHAIN: 'local' } });
  const version = (found.stdout ?? '').trim();
  const [, major, minor] = /^go(\d+)\.(\d+)/.exec(version) ?? [];
  if (major === undefined || Number(major) < 1 || (Number(major) === 1 && Number(minor) < 26)) {
    throw new MissingTool('go', `Go 1.26 or newer builds the Istio oracle${version === '' ? '' : ` (found ${version})`}`);
  }
  return version;
}

/** Folder of a Go module's sources in the module cache, fetched when it is not there. */
export function goModule(path: string): string {
  goVersion();
  const env = { ...process.env, GOTOOLCHAIN: 'local', GOFLAGS: '-mod=readonly' };
  return execFileSync('go', ['list', '-m', '-f', '{{.Dir}}', path], { cwd: join(__dirname, 'istio-oracle'), encoding: 'utf8', env }).trim();
}
