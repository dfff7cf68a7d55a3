import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Manifest } from '../../lib/manifests/manifest';
import { validate } from '../../lib/manifests/validate';

interface Case { readonly name: string; readonly accepted: boolean; readonly warned: boolean; readonly manifest: Manifest }

const folder = join(__dirname, '../fixtures/corpus');
const kinds = readdirSync(folder).map((file) => [file.replace(/\.json$/, ''), JSON.parse(readFileSync(join(folder, file), 'utf8')) as Case[]] as const);

// Recorded from the real Istio by `npm run test:real -- validator --record`.
describe.each(kinds)('%s, judged as Istio judged it', (_kind, cases) => {
  test('both verdicts occur', () => { expect(new Set(cases.map((one) => one.accepted)).size).toBe(2); });
  test.each(cases.map((one) => [one.name, one] as const))('%s', (_name, { accepted, warned, manifest }) => {
    const violations = validate(manifest);
    const errors = violations.filter((violation) => violation.level === 'error');
    expect({ accepted: errors.length === 0, warned: errors.length === 0 && violations.length > 0 }).toEqual({ accepted, warned });
  });
});

test('every kind of Istio is there', () => { expect(kinds).toHaveLength(15); });
