import type { Manifest } from '../../../lib/manifests/manifest';
import { ours, releases, type Case } from '../charts/case';
import { cases } from '../charts/cases';
import { differencesOf, shown, type Found } from '../charts/compare';
import { crdDifferences } from '../charts/crds';
import { differences } from '../charts/differences';
import { fromCharts, onFiles, onRendered } from '../charts/from-chart';
import { otherwise } from '../charts/otherwise';
import { generatedCases } from '../charts/generated';
import { lies, told } from '../charts/lies';
import { decidedOtherwise } from '../charts/policies';
import { Recorder } from '../charts/recorded';
import { Charts } from '../charts/render';
import { values } from '../charts/values';
import type { Suite, SuiteContext } from '../suite';

/** Istio's own charts and our objects, for the same control planes. */
export const charts: Suite = {
  name: 'charts',
  title: 'our objects are those of Istio\'s Helm charts, but for differences that are written down',
  async run(context) {
    const judge = new Judge(context, new Charts());
    context.check('custom resource definitions', crdDifferences());
    for (const one of cases) judge.compare(one, true);
    const generated = generatedCases(context.seed, context.full ? 400 : 25);
    for (const one of generated) judge.compare(one, false);
    judge.policies({ name: 'admission policies decide alike', props: { revision: 'blue', stableApisOnly: true } });
    judge.lies();
    values(context, judge.charts, cases);
    judge.fromCharts(cases.filter((_, i) => context.full || i % 4 === 0));
    judge.close();
    context.figure('control planes by hand', cases.length);
    context.figure('generated control planes', generated.length);
    context.figure('faults told, all of which must be noticed', lies.length);
  },
};

class Judge {
  private readonly used = new Map<string, number>();
  private readonly recorder = new Recorder();
  private objects = 0;

  constructor(private readonly context: SuiteContext, readonly charts: Charts) {}

  compare(one: Case, recorded: boolean): void {
    this.tried(one.name, () => {
      const mine = ours(one);
      this.objects += mine.length;
      const { meant, other, theirs } = this.judged(mine, one);
      for (const why of meant.values()) this.used.set(why, (this.used.get(why) ?? 0) + 1);
      if (recorded) this.recorder.add(one.name, theirs, [...meant.keys()]);
      return other.map(shown);
    });
  }

  private judged(mine: readonly Manifest[], one: Case): { readonly meant: ReadonlyMap<Found, string>; readonly other: readonly Found[]; readonly theirs: readonly Manifest[] } {
    const theirs = this.theirs(one);
    const meant = new Map<Found, string>(), other: Found[] = [];
    for (const found of differencesOf(mine, theirs)) {
      const reason = differences.find((d) => d.of(found));
      if (reason) meant.set(found, reason.why);
      else other.push(found);
    }
    return { meant, other, theirs };
  }
  private theirs(one: Case): readonly Manifest[] { return releases(one).flatMap((release) => this.charts.render(release)); }

  /** Conditions of the same name, asked about the same objects. */
  policies(one: Case): void {
    const of = (all: readonly Manifest[]) => all.filter((m) => m.kind === 'ValidatingAdmissionPolicy');
    const theirs = of(this.theirs(one));
    const problems = of(ours(one)).flatMap((policy) => decidedOtherwise(policy, theirs.find((m) => m.metadata.name === policy.metadata.name)!));
    this.context.check(one.name, theirs.length === 2 ? problems : [`${theirs.length} policies of the chart`]);
  }

  lies(): void {
    for (const lie of lies) {
      const one = cases.find((c) => c.name === lie.of);
      const objects = one && told(lie, ours(one));
      this.context.check(`noticed: ${lie.what}`, !objects ? ['it changes nothing'] : this.judged(objects, one).other.length > 0 ? [] : ['nothing was noticed']);
    }
  }

  /** The way back to the charts: by Helm, and from files. */
  fromCharts(some: readonly Case[]): void {
    let refused = 0;
    for (const { name, props } of some) {
      this.tried(`from charts: ${name}`, () => fromCharts(this.charts, props));
      this.tried(`on rendered files: ${name}`, () => {
        const found = onRendered(this.charts, props);
        if (found === undefined) refused++;
        return found ?? [];
      });
    }
    for (const [props, others] of otherwise) this.tried(`on files that say otherwise: ${JSON.stringify(props)}`, () => onFiles(this.charts, props, others) ?? ['it is refused']);
    this.context.figure('control planes from charts, and on rendered files', some.length);
    this.context.figure('props that win over rendered files that say otherwise', otherwise.length);
    this.context.figure('of these refused on rendered files, because nothing tells what a prop is about', refused);
  }
  private tried(name: string, run: () => readonly string[]): void {
    try {
      this.context.check(name, run());
    } catch (error) {
      this.context.check(name, [String((error as Error).message).slice(0, 2000)]);
    }
  }

  close(): void {
    for (const { why } of differences) this.context.check(`needed: ${why}`, this.used.has(why) ? [] : ['no case differs in this way: the rule is too many']);
    if (this.context.record) this.recorder.write();
    this.context.figure('objects compared', this.objects);
    this.context.figure('rules about differences', differences.length);
    this.context.section('Differences that are meant', [...this.used].map(([why, n]) => `- ${n} × ${why}`));
  }
}
