import { Lines } from '../../../lib/manifests/yaml';

/** Of many lengths, empty ones and one without an end among them; more than are noted between two starts. */
const text = Array.from({ length: 200 }, (_, i) => 'x'.repeat((i * 7) % 11)).join('\n');

test('every offset has its line and column', () => {
  const lines = new Lines(text);
  for (let offset = 0; offset <= text.length; offset++) {
    const before = text.slice(0, offset).split('\n');
    expect(lines.at(offset)).toEqual({ line: before.length, column: before[before.length - 1].length + 1 });
  }
});

test('every line has its start, and none behind the last', () => {
  const lines = new Lines(text), split = text.split('\n');
  let start = 0;
  split.forEach((line, i) => { expect(lines.startOf(i + 1)).toBe(start); start += line.length + 1; });
  expect(lines.startOf(split.length + 1)).toBeUndefined();
  expect(lines.startOf(1000)).toBeUndefined();
});

test('a text without a line break is one line', () => {
  expect(new Lines('').at(0)).toEqual({ line: 1, column: 1 });
  expect(new Lines('a').startOf(1)).toBe(0);
  expect(new Lines('a').startOf(2)).toBeUndefined();
});
