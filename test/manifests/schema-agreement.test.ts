import type { Manifest } from '../../lib/manifests/manifest';
import { SHAPES as ISTIO_SHAPES, RULES as ISTIO_RULES } from '../../lib/manifests/generated/istio-1.31/shapes';
import { SHAPES as KUBERNETES_SHAPES, RULES as KUBERNETES_RULES } from '../../lib/manifests/generated/kubernetes-1.36/shapes';
import { isSchemaValid, knownKinds, schemaViolations } from '../../lib/manifests/schema';
import { isValid, makeReady } from '../../lib/manifests/schema/check';
import { explain } from '../../lib/manifests/schema/explain';
import { withFacts } from '../../scripts/generate/kubernetes-facts';
import { readSchemaFile } from '../../scripts/generate/schema-file';
import { samples } from './schema-samples';
import { digest, judgedObjects, recordedVerdicts } from './schema-verdicts';

test('the verdicts of the API server on 3000 generated objects', () => {
  const { seed, sha256, verdicts } = recordedVerdicts();
  const objects = judgedObjects(seed, verdicts.length);
  expect(digest(objects)).toBe(sha256);
  const ours = objects.map((object) => {
    const sources = schemaViolations(object).filter((violation) => violation.level === 'error').map((violation) => violation.source);
    return sources.includes('schema') ? 's' : sources.length > 0 ? 'c' : '.';
  });
  const wrong = objects.flatMap((object, i) => (ours[i] === verdicts[i] ? [] : [{ object, ours: ours[i], theirs: verdicts[i] }]));
  expect(wrong).toEqual([]);
  for (const verdict of ['.', 's', 'c']) expect(ours.filter((mine) => mine === verdict).length).toBeGreaterThan(200);
});

describe('the fast answer and the explanation agree', () => {
  const sets = [
    { file: readSchemaFile('istio-1.31'), sound: true, shapes: { SHAPES: ISTIO_SHAPES, RULES: ISTIO_RULES } },
    // What is asked beyond the schemas is seldom met by chance; the corpus of built-in kinds is for that.
    { file: withFacts(readSchemaFile('kubernetes-1.36')), sound: false, shapes: { SHAPES: KUBERNETES_SHAPES, RULES: KUBERNETES_RULES } },
  ];
  test.each(sets)('$file.source.module', ({ file, sound, shapes }) => {
    const ready = makeReady(shapes);
    const kinds = new Map(knownKinds().map((kind) => [kind.kind, kind]));
    const seen = new Set<string>();
    const wrong: unknown[] = [];
    for (const object of samples(file, 3000, 7)) {
      const kind = kinds.get(object.kind)!;
      const reasons = explain(object, shapes, kind.shape, kind);
      if (isValid(object, ready[kind.shape]!) !== (reasons.length === 0) || isSchemaValid(object) === schemaViolations(object).some((violation) => violation.level === 'error')) wrong.push({ object, reasons });
      seen.add(`${object.kind} ${reasons.length > 0}`);
    }
    expect(wrong).toEqual([]);
    // Nothing below the top of a PriorityClass can be broken.
    expect(file.kinds.filter(({ kind }) => kind !== 'PriorityClass').filter(({ kind }) => (sound && !seen.has(`${kind} false`)) || !seen.has(`${kind} true`)).map(({ kind }) => kind)).toEqual([]);
  });
});

test('a reason has a path into the object, a message of one line and an own help', () => {
  const all = [...samples(readSchemaFile('istio-1.31'), 1500, 11)].flatMap(schemaViolations);
  expect(all.length).toBeGreaterThan(500);
  expect(all.filter(({ path, message, help }) => !/^spec\b/.test(path) || !/^[^\n]+[^.\n]$/.test(message) || help === '')).toEqual([]);
});

test('nothing is changed by being judged', () => {
  const object: Manifest = { apiVersion: 'networking.istio.io/v1', kind: 'VirtualService', metadata: { name: 'web' }, spec: { hosts: ['web'], htp: [] } };
  const before = JSON.stringify(object);
  expect(schemaViolations(Object.freeze(object))).toHaveLength(1);
  expect(JSON.stringify(object)).toBe(before);
});
