import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { App, Yaml, type AppProps } from 'cdk8s';
import { MeshApp } from '../../lib';

export const temporary = (): string => fs.mkdtempSync(path.join(os.tmpdir(), 'mesh-test-'));

export const HOSTS = { 'stock App': App, MeshApp } as const;
export type HostName = keyof typeof HOSTS;

export function newApp(host: HostName, props: AppProps = {}): App { return new HOSTS[host]({ outdir: temporary(), ...props }); }

/** Every file below a folder, by relative name. */
export function filesOf(folder: string): Record<string, string> {
  const out: Record<string, string> = {};
  const walk = (dir: string): void => {
    for (const entry of fs.readdirSync(dir, { withFileTypes: true })) {
      const full = path.join(dir, entry.name);
      if (entry.isDirectory()) walk(full); else out[path.relative(folder, full)] = fs.readFileSync(full, 'utf8');
    }
  };
  walk(folder);
  return out;
}

/** What an app writes. */
export function synthFiles(app: App): Record<string, string> { app.synth(); return filesOf(app.outdir); }

/** The YAML of a program, all charts in one text. */
export function yamlOf(build: (app: App) => unknown): string {
  const app = new MeshApp({ outdir: temporary() });
  build(app);
  return app.synthYaml();
}

export const stockYaml = (documents: readonly unknown[]): string => Yaml.stringify(...documents);

/** The same list in another order; the same for the same seed. */
export function shuffled<T>(list: readonly T[], seed: number): T[] {
  const out = [...list];
  let state = seed * 2654435761 + 1;
  for (let i = out.length - 1; i > 0; i--) {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    const j = state % (i + 1);
    [out[i], out[j]] = [out[j], out[i]];
  }
  return out;
}
