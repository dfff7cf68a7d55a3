import type { Manifest } from '../../../lib/manifests/manifest';
import { ours, releases, type Case } from '../charts/case';
import { cases } from '../charts/cases';
import { differencesOf, shown, type Found } from '../charts/compare';
import { crdDifferences } from '../charts/crds';
import { differences } from '../charts/differences';
import { decidedOtherwise } from '../charts/policies';
import { Charts } from '../charts/render';
import type { Suite, SuiteContext } from '../suite';

/** Istio's own charts and our objects, for the same control planes. */
export const charts: Suite = {
  name: 'charts',
  title: 'our objects are those of Istio\'s Helm charts, but for differences that are written down',
  async run(context) {
    const judge = new Judge(context, new Charts());
    context.check('custom resource definitions', crdDifferences());
    for (const one of cases) judge.compare(one);
    judge.policies({ name: 'admission policies decide alike', props: { revision: 'blue', stableApisOnly: true } });
    judge.close();
    context.figure('control planes by hand', cases.length);
  },
};

class Judge {
  private readonly used = new Map<string, number>();
  private objects = 0;

  constructor(private readonly context: SuiteContext, private readonly charts: Charts) {}

  compare(one: Case): void {
    let problems: readonly string[];
    try {
      problems = this.unexplained(one).map(shown);
    } catch (error) {
      problems = [String((error as Error).message).slice(0, 2000)];
    }
    this.context.check(one.name, problems);
  }

  private unexplained(one: Case): readonly Found[] {
    const mine = ours(one);
    this.objects += mine.length;
    return differencesOf(mine, releases(one).flatMap((release) => this.charts.render(release))).filter((found) => {
      const reason = differences.find((d) => d.of(found));
      if (reason) this.used.set(reason.why, (this.used.get(reason.why) ?? 0) + 1);
      return reason === undefined;
    });
  }

  /** Conditions of the same name, asked about the same objects. */
  policies(one: Case): void {
    const of = (all: readonly Manifest[]) => all.filter((m) => m.kind === 'ValidatingAdmissionPolicy');
    const theirs = of(releases(one).flatMap((release) => this.charts.render(release)));
    const problems = of(ours(one)).flatMap((policy) => decidedOtherwise(policy, theirs.find((m) => m.metadata.name === policy.metadata.name)!));
    this.context.check(one.name, theirs.length === 2 ? problems : [`${theirs.length} policies of the chart`]);
  }

  close(): void {
    for (const { why } of differences) this.context.check(`needed: ${why}`, this.used.has(why) ? [] : ['no case differs in this way: the rule is too many']);
    this.context.figure('objects compared', this.objects);
    this.context.figure('rules about differences', differences.length);
    this.context.section('Differences that are meant', [...this.used].map(([why, n]) => `- ${n} × ${why}`));
  }
}
