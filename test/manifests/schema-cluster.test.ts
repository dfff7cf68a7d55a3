import type { Manifest } from '../../lib/manifests/manifest';
import { schemaViolations } from '../../lib/manifests/schema';
import { clusterKindCases } from './cluster-kinds';

test('the verdicts of the API server on kinds that belong to a whole cluster', () => {
  const takes = (object: Manifest): boolean => !schemaViolations(object).some(({ level }) => level === 'error');
  const wrong = clusterKindCases.filter(({ accepted, object }) => accepted !== takes(object)).map(({ accepted, object }) => ({ accepted, object: JSON.stringify(object), ours: schemaViolations(object) }));
  expect(wrong).toEqual([]);
  expect(clusterKindCases.filter(({ accepted }) => accepted).length).toBeGreaterThan(30);
});

test('what is wrong, where, and what to do', () => {
  const said = clusterKindCases.flatMap(({ object }) => schemaViolations(object));
  for (const { path, message, help } of said) {
    expect(path).not.toBe('');
    expect(message).toMatch(/^[^\n]+[^.\n]$/);
    expect(help).not.toBe('');
  }
});
