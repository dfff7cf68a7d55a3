import { readYaml } from '../../../lib/manifests/yaml';
import cases from './recorded/kubernetes.json';

/** What sigs.k8s.io/yaml v1.6.0, which kubectl uses, made of each text: its value, or a refusal. */
interface Recorded { yaml: string; value?: unknown; refused?: true }

/** Where we differ on purpose: stricter than kubectl on text that means nothing good, kinder on JSON escapes and on a tab behind a dash. */
const DIFFERENT: Readonly<Record<string, unknown>> = {
  'a: |# c\n  x\n': 'refused', '{a: 1}\nb: 2\n': 'refused', 'a: "\u2028"\n': 'refused', 'a: "x\u0085y"\n': 'refused',
  'a: "\\ud83d\\ude00"\n': { a: '😀' }, '- \ta\n': ['a'], '-\ta\n': ['a'],
};

function readOne(yaml: string): unknown {
  const { documents, findings } = readYaml(yaml);
  if (findings.some(f => f.level === 'error')) return 'refused';
  expect(documents.length).toBeLessThanOrEqual(1);
  return documents.length === 0 ? null : documents[0].value;
}

test.each((cases as Recorded[]).map(c => [c.yaml, c] as const))('%j', (yaml, recorded) => {
  expect(readOne(yaml)).toEqual(yaml in DIFFERENT ? DIFFERENT[yaml] : recorded.refused ? 'refused' : recorded.value);
});
