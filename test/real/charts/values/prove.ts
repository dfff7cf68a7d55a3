import { merged } from '../../../../lib/control-plane/istio/chart/merge';
import type { Release } from '../../../../lib/control-plane/istio/chart/values';
import { ours, releases, type Case } from '../case';
import { differencesOf, shown } from '../compare';
import { differences } from '../differences';
import type { Charts } from '../render';
import { readAtInjection, without } from './leaves';
import type { Said } from './props';
import type { Row } from './row';

/** What a release writes, as far as somebody reads it: the copy of the values nobody, those of the injector only the templates. */
function textOf(charts: Charts, release: Release, leaves: readonly string[]): string {
  const read = readAtInjection(charts.folder, release.chart);
  const asked = leaves.some((leaf) => [...read].some((path) => path === leaf || path.startsWith(`${leaf}.`) || leaf.startsWith(`${path}.`)));
  return charts.documents(release).filter((one) => !/^ {2}name: values(-|$)/m.test(one)).map((one) => (asked ? one : one.replace(/^ {2}values: \|-\n(?: {4}.*\n|\s*\n)*/m, ''))).join('---');
}

/** That the chart writes something else without it, in one of the cases that say it. */
export function matters(charts: Charts, leaf: string, all: readonly Said[]): readonly string[] {
  // Those that say least show best what it does.
  const some = [...all].sort((a, b) => JSON.stringify(a.release.values).length - JSON.stringify(b.release.values).length).slice(0, 6);
  return some.some(({ release }) => textOf(charts, release, [leaf]) !== textOf(charts, without(release, leaf), [leaf])) ? [] : [`nothing changes without it in ${some.map(({ one }) => one.name).join(', ')}`];
}

/** That a row is as it says. */
export function proven(charts: Charts, row: Row): readonly string[] {
  const { chart, leaves, values, gateways, proof } = row;
  const one: Case = { name: leaves.join(), props: { profile: 'upstream', ...row.of }, gateways };
  const plain = releases(one);
  const said = (more: Release['values']): readonly Release[] => plain.map((r) => (r.chart === chart ? { ...r, values: merged(r.values, more) } : r));
  const text = (all: readonly Release[]): string => all.filter((r) => r.chart === chart).map((r) => textOf(charts, r, leaves)).join('---');
  if ('refused' in proof) {
    try { text(said(values)); } catch (error) { return proof.refused !== '' && String((error as Error).message).includes('Error:') ? [] : [String(error)]; }
    return ['the chart takes it'];
  }
  const changed = text(said(values)) !== text(plain);
  if ('nothing' in proof) return changed ? ['the chart writes something else'] : [];
  if (!changed) return ['the chart writes the same without it'];
  if ('why' in proof) return [];
  if ('values' in proof) return text(said(proof.values)) === text(said(values)) ? [] : ['the chart writes something else with the other values'];
  const mine = 'patch' in proof ? ours(one, proof.patch) : ours({ ...one, props: merged(one.props as never, proof.props as never), gateways: proof.gateways ?? gateways });
  const theirs = said(values).flatMap((r) => charts.render(r));
  return differencesOf(mine, theirs).filter((found) => !differences.some((d) => d.of(found))).map(shown);
}
