import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { taskCase } from '../real/effective/cases';
import { compareNormals, type Case } from '../real/effective/compare';
import { isExplained } from '../real/effective/explained';
import { unpack, type Packed } from '../real/effective/packed';
import { podsOf } from '../real/mesh/cluster';

// What istiod said of these objects (`npm run test:real -- effective --record`), beside what is read from them.
const FOLDER = join(__dirname, '../fixtures/effective/recorded');
const files = readdirSync(FOLDER).filter((name) => name.endsWith('.json')).sort();

test('there are recordings of every task and of raw objects', () => {
  expect(files.filter((name) => name.startsWith('task-')).length).toBeGreaterThanOrEqual(30);
  expect(files.filter((name) => name.startsWith('raw-')).length).toBeGreaterThanOrEqual(30);
});

test.each(files)('%s', (file) => {
  const recorded = JSON.parse(readFileSync(join(FOLDER, file), 'utf8')) as Packed & Partial<Case> & { readonly name: string };
  const one: Case = recorded.objects === undefined ? taskCase(recorded.name.slice('task '.length)) : { name: recorded.name, objects: recorded.objects, meshConfig: recorded.meshConfig! };
  const pods = new Map(podsOf(one.objects).map((pod) => [`${pod.namespace}/${pod.name}`, pod]));
  const compared = compareNormals(one, unpack(recorded).map(({ proxy, istiod }) => ({ pod: pods.get(proxy)!, istiod })));
  expect(compared.length).toBeGreaterThan(0);
  expect(compared.flatMap((c) => c.differences.filter((d) => !isExplained(one, c, d)).map((d) => `${c.proxy} ${d}`))).toEqual([]);
});
