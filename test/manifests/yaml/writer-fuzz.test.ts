import * as fc from 'fast-check';
import { Yaml } from 'cdk8s';
import { isDeepStrictEqual } from 'util';
import * as YAML from 'yaml';
import { stringify } from '../../../lib/manifests/yaml';
import { anyDocument, FUZZ, FUZZ_DOCS } from './arbitraries';

const read = (text: string): unknown => YAML.parse(text, { version: '1.1', maxAliasCount: -1, logLevel: 'silent' });

/** What `yaml` in its 1.1 schema does not notice, but Kubernetes does: numbers in Go's notation, characters that are line breaks or forbidden there, a tab where it detects indentation, block text in the first column. */
const misreadByKubernetes = (text: string) => /[-+]?(?:0[oOXB]|_)|[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]|\|[-+]?\n\s*\t|^\|/.test(text);

function readsBack(text: string, value: unknown): boolean {
  try { return isDeepStrictEqual(read(text), value); } catch { return false; }
}

test(`${FUZZ_DOCS} generated documents: the bytes of stock cdk8s, except where those would be misread`, () => {
  let same = 0, different = 0;
  fc.assert(fc.property(anyDocument, value => {
    const ours = stringify(value);
    if (!readsBack(ours, value)) expect(read(ours)).toEqual(value);
    const stock = Yaml.stringify(value);
    if (ours === stock) { same++; return; }
    different++;
    expect({ value, stock, excused: misreadByKubernetes(stock) || /^"[^]*\n./.test(stock) || !readsBack(stock, value) }).toEqual({ value, stock, excused: true });
  }), FUZZ as fc.Parameters<[unknown]>);
  expect(same + different).toBeGreaterThanOrEqual(FUZZ_DOCS);
  expect(different).toBeLessThan(0.2 * FUZZ_DOCS);
  if (process.env.FUZZ_DOCS) console.log(`${same} documents with the same bytes, ${different} where stock would be misread`);
});
