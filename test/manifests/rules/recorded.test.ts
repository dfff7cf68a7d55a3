import { KIND_RULES, webhookViolations } from '../../../lib/manifests/rules';
import { validate } from '../../../lib/manifests/validate';
import { recordedCases } from '../../fixtures/validator/recorded';

const CASES = recordedCases();

describe('verdicts of the real Istio', () => {
  it('are recorded for every kind', () => {
    expect([...CASES.keys()].sort()).toEqual([...KIND_RULES.keys()].map((type) => type.split('/')[1]).sort());
    for (const cases of CASES.values()) expect(new Set(cases.map(({ verdict }) => verdict)).size).toBe(2);
  });

  it.each([...CASES])('%s: what Istio accepts is accepted, what it refuses is refused', (_kind, cases) => {
    const wrong = cases.filter(({ manifest, verdict }) => validate(manifest).some(({ level }) => level === 'error') !== (verdict === 'reject'));
    expect(wrong.map(({ name, verdict, manifest }) => ({ name, verdict, spec: JSON.stringify(manifest.spec) }))).toEqual([]);
  });

  it.each([...CASES])('%s: the webhook refuses what our rules refuse', (_kind, cases) => {
    const judged = cases.filter(({ by }) => by === undefined || !by.includes('schema'));
    const wrong = judged.filter(({ manifest, by }) => webhookViolations(manifest).some(({ level }) => level === 'error') !== (by?.includes('webhook') ?? false));
    expect(judged.length).toBeGreaterThan(0);
    expect(wrong.map(({ name, by, manifest }) => ({ name, by, spec: JSON.stringify(manifest.spec) }))).toEqual([]);
  });

  it.each([...CASES])('%s: where Istio warns, we warn', (_kind, cases) => {
    const wrong = cases.filter(({ manifest, warns }) => warns && !webhookViolations(manifest).some(({ level }) => level === 'warning'));
    expect(wrong.map(({ name }) => name)).toEqual([]);
  });

  it('every violation says where, what and what to do', () => {
    const violations = [...CASES.values()].flat().flatMap(({ manifest }) => webhookViolations(manifest));
    const poor = violations.filter(({ path, message, help = '', source }) => !/^(?:spec|metadata)/.test(path) || message.length < 8 || /undefined|\.$/.test(message) || help.length < 6 || source !== 'webhook');
    expect(violations.length).toBeGreaterThan(1000);
    expect(poor).toEqual([]);
  });
});
