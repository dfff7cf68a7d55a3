import { compare, natives, ownInjector, officialOf, type CompareOptions, type Native } from '../injection/compare';
import { parse } from '../injection/config-text';
import { leftOut } from '../injection/explained';
import { agentgateways, gateways } from '../injection/gateways';
import { lies, randomLies, type Lie } from '../injection/lies';
import { normalized } from '../injection/normal';
import { pods, type PodCase } from '../injection/pods';
import { randomPods } from '../injection/random';
import { writeRecord } from '../injection/record';
import { settingsCases, type SettingsCase } from '../injection/settings';
import { istiosPods } from '../injection/testdata';
import { randomSettings } from '../injection/toggles';
import { Oracle } from '../oracle';
import type { Suite, SuiteContext } from '../suite';

/** Istio's injector with our templates, and with those of its own chart. */
export const injection: Suite = {
  name: 'injection',
  title: 'Istio\'s injector makes the same pods of our templates as of its own, and deploys the same gateways and waypoints',
  async run(context) {
    const istios = istiosPods();
    const meant = new Map<string, number>();
    let compared = 0, failed = 0;
    const judge = async (given: SettingsCase, native: Native, all: readonly PodCase[], { oracle = context.oracle(), ...options }: Asked = {}): Promise<void> => {
      for (const { name, problems } of await compare(oracle, given, native, all, { meant, ...options })) {
        compared++;
        if (problems.length > 0) failed++;
        context.check(name, problems);
      }
    };
    for (const [i, given] of settingsCases.entries()) {
      const all = context.full || i % 4 === 0 ? [...pods, ...istios] : pods;
      for (const native of context.full ? natives : [natives[i % 4]!]) await judge(given, native, all, { twice: context.full ? i % 4 === 0 : i === 0 });
    }
    const random = randomSettings(context.seed, context.full ? 60 : 8);
    for (const [i, given] of random.entries()) await judge(given, natives[i % 4]!, randomPods(context.seed + i, context.full ? 120 : 30));
    // Of the classes of agentgateway istiod knows only when it starts so.
    const switchedOn = Oracle.start({ processes: 1, env: { PILOT_ENABLE_AGENTGATEWAY: 'true', PILOT_ENABLE_AMBIENT: 'true' } });
    try {
      for (const [i, given] of settingsCases.entries()) if (context.full || i % 2 === 0) await judge(given, natives[0], [], { oracle: switchedOn, deployed: agentgateways });
      await plantedLies(context, switchedOn);
    } finally {
      await switchedOn.close();
    }
    context.figure('pods', pods.length);
    context.figure('workloads of Istio\'s own tests', istios.length);
    context.figure('Gateways', gateways.length + agentgateways.length);
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

interface Asked extends Pick<CompareOptions, 'twice' | 'deployed'> { /** @default - the suite's own */ readonly oracle?: Oracle }

/** The comparison notices what is wrong: faults in our templates, one at a time. */
async function plantedLies(context: SuiteContext, switchedOn: Oracle): Promise<void> {
  const [given] = settingsCases;
  const own = ownInjector(given!);
  // The same texts, in a mesh whose proxies all have variables.
  const withVariables = settingsCases.find(({ name }) => name === 'variables of proxies')!;
  const random = randomLies(own, context.seed, context.full ? 150 : 6);
  const judge = async (told: Lie): Promise<void> => {
    const injector = told.apply(own);
    const differs = async (...asked: Parameters<typeof compare>): Promise<boolean> => {
      try { return (await compare(...asked)).some(({ problems }) => problems.length > 0); } catch (error) { return /istio-oracle/.test(String(error)); }
    };
    let noticed = /^agentgateway/.test(told.name) && await differs(switchedOn, given!, natives[0], [], { own: injector, deployed: agentgateways });
    for (const [where, native] of [[given!, natives[0]], [given!, natives[1]], [withVariables, natives[0]]] as const) {
      if (noticed) break;
      noticed = await differs(context.oracle(), where, native, pods, { own: injector });
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
