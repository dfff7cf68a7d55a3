import type { Violation } from '../../lib/manifests/violation';
import { validate } from '../../lib/manifests/validate';
import { differences, ours, type Judge } from './built-in/compare';
import { singles } from './built-in/corpus';
import { explanations, type Explanation } from './built-in/explained';
import type { Mutant } from './built-in/mutate';
import { seeds } from './built-in/seeds';
import { digest, recordedVerdicts, type Verdict } from './built-in/verdicts';

const recorded = recordedVerdicts();
const corpus = singles();
const judged = (name: string): readonly (readonly [Mutant, Verdict])[] => corpus.get(name)!.map((mutant, i) => [mutant, recorded.get(name)!.verdicts[i] as Verdict]);
const kinds = [...new Set(seeds.map(({ manifest }) => manifest.kind))];
const used = new Set<Explanation>();
/** Everything that is said of the corpus, each once. */
const said = new Map<string, Violation>();
const listening: Judge = (manifest) => {
  const found = validate(manifest);
  for (const one of found) said.set(`${one.path} ${one.message}`, one);
  return !found.some(({ level }) => level === 'error');
};

test('verdicts of a real API server are recorded for every seed, of the objects that are made of it', () => {
  expect([...recorded.keys()]).toEqual([...corpus.keys()]);
  for (const [name, mutants] of corpus) {
    expect([name, recorded.get(name)!.sha256]).toEqual([name, digest(mutants)]);
    expect(recorded.get(name)!.verdicts).toHaveLength(mutants.length);
    expect([name, recorded.get(name)!.verdicts[0]]).toEqual([name, '.']);
  }
});

test.each(kinds)('%s: what the API server refuses is refused, what it takes is taken', (kind) => {
  const all = [...corpus].filter(([, mutants]) => mutants[0]!.manifest.kind === kind).flatMap(([name]) => judged(name));
  expect(differences(all, listening, used).map(({ name, theirs }) => `${name}: ${theirs}`)).toEqual([]);
  expect(all.filter(([, verdict]) => verdict === 'x').length).toBeGreaterThan(0);
});

test('every exception is needed', () => {
  // The others are for what is changed twice, or is not of a seed.
  expect(explanations.filter((one) => !used.has(one)).map(({ why }) => why)).toEqual([]);
});

test('a wrong judge is noticed', () => {
  const services = judged('Service');
  expect(differences(services, () => true).length).toBeGreaterThan(100);
  expect(differences(services, () => false).length).toBeGreaterThan(100);
  expect(differences(services, (manifest) => ours(manifest) && (manifest.spec as { readonly type?: string } | undefined)?.type !== 'LoadBalancer').length).toBeGreaterThan(0);
});

test('several families of addresses are asked for by a policy, as the API server wants it', () => {
  const two = { ipFamilies: ['IPv4', 'IPv6'] }, selector = { a: 'b' };
  const policyOf = (spec: object): boolean => validate({ apiVersion: 'v1', kind: 'Service', metadata: { name: 'a' }, spec: { ports: [{ port: 80 }], ...spec } } as never).some(({ path }) => path === 'spec.ipFamilyPolicy');
  for (const spec of [{ ...two, selector }, two, { ...two, selector, clusterIP: 'None' }, { ...two, ipFamilyPolicy: 'SingleStack' }, { ...two, clusterIP: 'None', ipFamilyPolicy: 'SingleStack' }, { clusterIP: '10.96.0.7', clusterIPs: ['10.96.0.7', 'fd00::7'] }]) expect([spec, policyOf(spec)]).toEqual([spec, true]);
  for (const spec of [{ ...two, clusterIP: 'None' }, { ...two, selector, ipFamilyPolicy: 'PreferDualStack' }, { ipFamilies: ['IPv6'], selector }]) expect([spec, policyOf(spec)]).toEqual([spec, false]);
});

test('what is refused is explained: where, what, and what to do', () => {
  const poor = new Set<string>();
  for (const { path, message } of said.values()) if (path === '' || /undefined|NaN|\[object|\.$|\n/.test(message) || message.length < 8) poor.add(`${path}: ${message}`);
  expect([...poor]).toEqual([]);
  expect(said.size).toBeGreaterThan(1000);
});

test('nothing that is judged is changed, and judging never fails', () => {
  for (const [, mutants] of corpus) for (const { manifest } of mutants.slice(0, 20)) {
    const before = JSON.stringify(manifest);
    validate(manifest);
    expect(JSON.stringify(manifest)).toBe(before);
  }
});
