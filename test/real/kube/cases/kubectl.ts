import type { SuiteContext } from '../../suite';
import type { RealCluster } from '../cluster';
import { capped } from './twice';

/** kubectl sends the selector of a budget every time (its merge strategy is "replace"); the server finds nothing to change. */
const ownQuirk = /^poddisruptionbudget\.policy\/\S+ configured$/;

/** `kubectl apply` as people type it, without server-side apply: once everything is there nothing is left to do. */
export async function kubectlCases(context: SuiteContext, cluster: RealCluster, name: string, yaml: string): Promise<void> {
  const apply = async (): Promise<string> => {
    const { code, stdout, stderr } = await cluster.run(['kubectl', 'apply', '-f', '-'], { stdin: yaml });
    if (code !== 0) throw new Error(stderr);
    return stdout;
  };
  try {
    await apply();
    context.check(`${name}: kubectl apply, applied again, nothing changes`, capped((await apply()).trim().split('\n').filter((line) => !line.endsWith(' unchanged') && !ownQuirk.test(line))));
  } catch (error) {
    context.check(`${name}: kubectl apply`, [(error as Error).message]);
  }
}
