import { compare, natives, ownInjector, officialOf, type Native } from '../injection/compare';
import { parse } from '../injection/config-text';
import { leftOut } from '../injection/explained';
import { gateways } from '../injection/gateways';
import { lies, randomLies, type Lie } from '../injection/lies';
import { normalized } from '../injection/normal';
import { pods, type PodCase } from '../injection/pods';
import { randomPods } from '../injection/random';
import { writeRecord } from '../injection/record';
import { settingsCases, type SettingsCase } from '../injection/settings';
import { istiosPods } from '../injection/testdata';
import { randomSettings } from '../injection/toggles';
import type { Suite, SuiteContext } from '../suite';

/** Istio's injector with our templates, and with those of its own chart. */
export const injection: Suite = {
  name: 'injection',
  title: 'Istio\'s injector makes the same pods of our templates as of its own, and deploys the same gateways and waypoints',
  async run(context) {
    const istios = istiosPods();
    const meant = new Map<string, number>();
    let compared = 0, failed = 0;
    const judge = async (given: SettingsCase, native: Native, all: readonly PodCase[], twice: boolean): Promise<void> => {
      for (const { name, problems } of await compare(context.oracle(), given, native, all, { meant, twice })) {
        compared++;
        if (problems.length > 0) failed++;
        context.check(name, problems);
      }
    };
    for (const [i, given] of settingsCases.entries()) {
      const all = context.full || i % 4 === 0 ? [...pods, ...istios] : pods;
      for (const native of context.full ? natives : [natives[i % 4]!]) await judge(given, native, all, context.full ? i % 4 === 0 : i === 0);
    }
    const random = randomSettings(context.seed, context.full ? 60 : 8);
    for (const [i, given] of random.entries()) await judge(given, natives[i % 4]!, randomPods(context.seed + i, context.full ? 120 : 30), false);
    await plantedLies(context);
    context.figure('pods', pods.length);
    context.figure('workloads of Istio\'s own tests', istios.length);
    context.figure('Gateways', gateways.length);
    context.figure('control planes', settingsCases.length);
    context.figure('random control planes', random.length);
    context.figure('comparisons', compared);
    for (const [template, sizes] of templateSizes()) context.figure(`template ${template}, lines and bytes, ours of Istio's`, sizes);
    context.section('Not compared', normalized.map((line) => `- ${line}`));
    context.section('Left out', leftOut.map((line) => `- ${line}`));
    context.section('Differences that are meant', [...meant].sort((a, b) => b[1] - a[1]).map(([reason, n]) => `- ${n} × ${reason}`));
    if (context.record && failed === 0) writeRecord();
  },
};

/** The comparison notices what is wrong: faults in our templates, one at a time. */
async function plantedLies(context: SuiteContext): Promise<void> {
  const [given] = settingsCases;
  const own = ownInjector(given!);
  // The same texts, in a mesh whose proxies all have variables.
  const withVariables = settingsCases.find(({ name }) => name === 'variables of proxies')!;
  const random = randomLies(own, context.seed, context.full ? 150 : 6);
  const judge = async (told: Lie): Promise<void> => {
    const injector = told.apply(own);
    let noticed = false;
    for (const [where, native] of [[given!, natives[0]], [given!, natives[1]], [withVariables, natives[0]]] as const) {
      if (noticed) break;
      try { noticed = (await compare(context.oracle(), where, native, pods, { own: injector })).some(({ problems }) => problems.length > 0); } catch (error) { noticed = /istio-oracle/.test(String(error)); }
    }
    context.check(`planted: ${told.name}`, noticed ? [] : ['nobody notices']);
  };
  for (const told of [...lies, ...random]) await judge(told);
  context.figure('planted faults', lies.length + random.length);
}

function templateSizes(): readonly [string, string][] {
  const [given] = settingsCases;
  const ours = parse(ownInjector(given!).config).templates, istios = parse(officialOf(given!).config).templates;
  const size = (text: string): string => `${text.trimEnd().split('\n').length} / ${Buffer.byteLength(text)}`;
  return Object.keys(ours).map((name) => [name, `${size(ours[name]!)} of ${size(istios[name]!)}`]);
}
