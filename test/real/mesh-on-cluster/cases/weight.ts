import { run } from '../../../../lib/cli/run';
import type { SuiteContext } from '../../suite';
import { isPodOf } from '../expected';
import type { Written } from '../programs';
import type { RunningMesh } from '../running-mesh';

/** One weight of the program is changed: one object changes, and soon every request goes by it; how soon is a figure, because it depends on the machine. */
export async function weightCase(context: SuiteContext, mesh: RunningMesh, before: Written, after: Written): Promise<void> {
  const page = 'bookinfo/productpage-v1', url = 'http://reviews:9080/reviews/0', now = 'reviews-v3';
  const text = new Map(before.objects.map((object) => [nameOf(object), JSON.stringify(object)]));
  const changed = after.objects.filter((object) => text.get(nameOf(object)) !== JSON.stringify(object));
  context.check('a weight: one object is written differently', changed.length === 1 ? [] : [changed.map(nameOf).join() || 'none is']);
  const stream = await mesh.stream(page, { url, every: 2 });
  await mesh.tally(page, { url, count: 20 });
  await mesh.cluster.apply(changed);
  const applied = Date.now();
  let tally = await mesh.tally(page, { url, count: 100 });
  while (Object.keys(tally).some((pod) => !isPodOf(pod, now)) && Date.now() < applied + 10_000) tally = await mesh.tally(page, { url, count: 100 });
  const { lost, lastOf, sent } = await stream.stop();
  const effective = Math.max(0, ...Object.entries(lastOf).filter(([pod]) => !isPodOf(pod, now)).map(([, at]) => at - applied));
  context.figure('ms until a change of one weight is effective', effective);
  context.check('a weight: every request goes by it', Object.keys(tally).every((pod) => isPodOf(pod, now)) ? [] : [`it took ${effective} ms: ${JSON.stringify(tally)}`]);
  context.check('a weight: no request is lost', lost.map((one) => `of ${sent}: ${JSON.stringify(one)}`));
}

const nameOf = ({ kind, metadata: { namespace, name } }: Written['objects'][number]): string => `${kind} ${namespace ?? ''}/${name}`;

/** `mesh check`, over everything that is applied: nothing that is more than information. */
export function checkCase(context: SuiteContext, name: string, yaml: string): void {
  const said: string[] = [];
  const io = { out: (line: string) => said.push(line), err: (line: string) => said.push(line), stdin: () => yaml, cwd: __dirname, env: {}, colour: false };
  const code = run(['check', '-', '--fail-on', 'warning'], io);
  context.check(`mesh check finds nothing: ${name}`, code === 0 ? [] : [`exit code ${code}`, ...said.join('\n').split('\n').slice(0, 20)]);
}
