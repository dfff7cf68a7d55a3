import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { digests, recorded, texts } from '../../real/injection/record';

// Red: a template changed since Istio's injector made the same pods of it as of its own. `npm run test:real -- injection --record` compares again, and keeps what was compared.
describe('templates are those that were compared with Istio\'s', () => {
  const kept = JSON.parse(readFileSync(join(recorded, 'digests.json'), 'utf8')) as Record<string, string>;
  test.each(Object.entries(texts()))('%s', (file, text) => expect(text).toBe(readFileSync(join(recorded, file), 'utf8')));
  test('of all control planes', () => expect(digests()).toEqual(kept));
  test('nothing else is kept', () => expect(readdirSync(recorded).sort()).toEqual(['digests.json', ...Object.keys(texts())].sort()));
});
