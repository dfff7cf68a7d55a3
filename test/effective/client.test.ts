import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fromFile, readIstio } from '../../lib/effective';
import { readManifests } from '../../lib/manifests/yaml';
import { factsOf } from './client-facts';

const folder = join(__dirname, '../fixtures/effective/clients');
const meshOf = (yaml: string) => readIstio(readManifests(yaml, 'mesh.yaml').manifests.map(fromFile));

describe('what istiod makes of the same objects', () => {
  const cases = readdirSync(folder).filter((f) => f.endsWith('.yaml'));
  test('there are some', () => { expect(cases.length).toBeGreaterThan(15); });
  test.each(cases)('%s', (file) => {
    const mesh = meshOf(readFileSync(join(folder, file), 'utf8'));
    const groups = new Map<string, string[]>();
    for (const workload of mesh.workloads.filter((w) => w.proxy === 'sidecar')) {
      const facts = factsOf(mesh.client(workload));
      groups.set(facts, [...(groups.get(facts) ?? []), workload.id]);
    }
    const text = [...groups].map(([facts, ids]) => `# ${ids.join(', ')}\n${facts}\n`).join('\n');
    expect(text).toBe(readFileSync(join(folder, file.replace('.yaml', '.istiod.txt')), 'utf8'));
  });
});
