import { execFileSync } from 'node:child_process';
import { CallError } from '../../../constructs/call-error';
import type { Release } from './values';

export interface Helm {
  /** Construct path, for errors. */
  readonly at: string;
  readonly binary: string;
  readonly timeoutMs: number;
}
/** A chart as Helm's command line names it. */
export interface ChartReference { readonly chart: string; readonly repository?: string; readonly version?: string }

/** Text of the objects that a chart writes with the release's values. */
export function helmTemplate(helm: Helm, { name, namespace, values }: Release, { chart, repository, version }: ChartReference): string {
  checkVersion(helm);
  const where = [...(repository === undefined ? [] : ['--repo', repository]), ...(version === undefined ? [] : ['--version', version])];
  return run(helm, ['template', name, chart, ...where, '--namespace', namespace, '--values', '-'], `chart '${chart}'`, JSON.stringify(values));
}

const known = new Set<string>();
/** Registries came with 3.8; what was before cannot do all of this. */
function checkVersion(helm: Helm): void {
  if (known.has(helm.binary)) return;
  const said = run(helm, ['version', '--template', '{{.Version}}'], 'its version');
  const [, major, minor] = /^v?(\d+)\.(\d+)/.exec(said.trim()) ?? [];
  if (major === undefined) throw new CallError(helm.at, `'${helm.binary}' does not say which Helm it is: ${said.trim().slice(0, 80)}`, 'give the path of Helm 3.8 or newer as `helm`');
  if (Number(major) < 3 || (Number(major) === 3 && Number(minor) < 8)) throw new CallError(helm.at, `Helm ${said.trim()} is too old`, 'install Helm 3.8 or newer, or give files that were rendered elsewhere as `rendered`');
  known.add(helm.binary);
}

/** Without a shell: arguments are arguments. */
function run({ at, binary, timeoutMs }: Helm, args: readonly string[], what: string, input = ''): string {
  try {
    return execFileSync(binary, args, { input, encoding: 'utf8', timeout: timeoutMs, maxBuffer: 1 << 28, stdio: ['pipe', 'pipe', 'pipe'] });
  } catch (thrown) {
    const error = thrown as { readonly code?: string; readonly stderr?: string; readonly message: string };
    if (error.code === 'ENOENT') throw new CallError(at, `Helm is not there: '${binary}' was not found`, 'install Helm 3.8 or newer, name it with `helm`, or give files that were rendered elsewhere as `rendered`');
    if (error.code === 'ETIMEDOUT') throw new CallError(at, `Helm did not answer about ${what} within ${timeoutMs / 1000} s`, 'is the registry reachable? Give a folder with the charts, or a longer `timeout`');
    // An address may hold a password, and errors end up in logs.
    const words = ((error.stderr ?? '').trim() || error.message).replace(/\/\/[^/@\s]+@/g, '//***@');
    throw new CallError(at, `Helm failed with ${what}:\n${words.split('\n').map((line) => `    ${line}`).join('\n')}`, /not found|no such file|failed to download|no chart/i.test(words) ? 'is that where the charts are, and in that version?' : undefined);
  }
}
