import * as fc from 'fast-check';

/** How many documents a fuzz test generates: `FUZZ_DOCS=200000` for the full run. */
export const FUZZ_DOCS = Number(process.env.FUZZ_DOCS ?? 5000);
export const FUZZ: fc.Parameters<[unknown]> = { numRuns: FUZZ_DOCS, seed: Number(process.env.FUZZ_SEED ?? 20260731), interruptAfterTimeLimit: undefined };

/** Strings that mean something to some YAML reader. */
export const NASTY: readonly string[] = [
  '', ' ', '  ', '\t', '\n', '\n\n', ' \n', '\t\n', '\n ', '\n \n', ' \n\n', 'a\n', 'a\n\n', 'a\n ', 'a \n', 'a\n \n', 'a\n\t\n', '\na', '\n\na\n', ' a\nb', '\n  a\nb\n', '\ta\nb', 'a\tb', 'a\t', '\ta',
  'a: b', 'a:', ':a', ': a', 'a:b', ':', '::', '::1', 'fe80::', '2001:db8::1', '- a', '-a', '-', '--', '---', '--- a', '---a', '...', '... a', 'a\n---\nb', 'a\n...\n', '%a', '%YAML 1.1', '%a\nb',
  '? a', '?', '?a', '# a', 'a #b', 'a# b', 'a\t#b', '#', '*', '*.example.com', '*a', '&a', '&', '!a', '!!str a', '|', '>', '|-\n a', '@a', '`a`', '[', ']', '[]', '{}', '{a}', ',', 'a,b', '=', '<<', '<', '~', '~a',
  'y', 'Y', 'n', 'N', 'yes', 'Yes', 'YES', 'yEs', 'no', 'No', 'NO', 'on', 'On', 'ON', 'off', 'Off', 'OFF', 'true', 'True', 'TRUE', 'tRUE', 'false', 'False', 'null', 'Null', 'NULL', 'nuLL', 'none', 'o', 'yes ', 'node', 'nope',
  '0', '-0', '+1', '1', '01', '08', '0777', '0o17', '0O17', '0x1F', '0X1F', '0x', '0x_', '0b101', '0B101', '0b', '0b2', '1_000', '_1', '-_1', '+_.5', '1.', '.1', '.', '..', '-.', '+.', '1.5', '1.5.2', '1.5e3', '1e3', '1E+3', '1e', 'e1', 'E-3', 'e', '-e5', '.e5', '1e5x', '.inf', '-.Inf', '+.INF', '.iNF', '.nan', '.NaN', '+.nan', 'NaN', 'Infinity',
  '1:30', '1:60', '1:3', '12:34:56', '12:34:56.7', '12:34:56.', '1:30:', '08:00:27:aa:bb:cc', '10.0.0.1', '10.0.0.0/8', '1.2.3-rc.1', '100m', '5s', '1Gi', '2024-01-01', '2024-1-1', '20240-01-01', '2024-01-01T10:00:00Z', '2024-01-01 10:00:00', '2024-01-01t1:2:3.4 +5', '2024-01-01T10:00:00+05:30', '2024-01-01x', '-2024-01-01',
  '"', "'", '"a"', "'a'", 'it\'s', 'say "hi"', 'it\'s "x"', 'a"b: ', "a'b: ", 'a"b\nc', '\\', 'a\\b', 'a: \\b', 'C:\\x: y', 'a\\\nb: ',
  '\u0000', '\u0007', 'a\u001bb', 'a\rb', 'a\r\nb\r\n', 'one line that is long enough, here\r\n  and a second one \r\n\r\n', '\u007f', '\u0085', 'a\u0085b', '\u00a0', '\u2028', 'a\u2029b', '\ufeff', 'a\ufeffb', '\ufffe', '\uffff', '\ud800', 'a\udc00b', '\udc00\ud800', '😀', 'é', 'Grüße\naus Köln\n', '日本語: x', '日本語 #x', '支払い',
  'x'.repeat(81), 'word '.repeat(30), 'word '.repeat(30) + 'end', 'k'.repeat(1023), 'k'.repeat(1024), 'k'.repeat(1025), 'k: '.repeat(400), '__proto__', 'constructor', 'toString',
];

const alphabet = (chars: string) => fc.constantFrom(...chars);
const word = fc.stringMatching(/^[a-z][a-z0-9-]{0,10}$/);
const line = fc.array(fc.oneof(word, fc.constantFrom('"x"', 'it\'s', '#', ':', '-', 'a: b', '{{ .Values.x }}', '$(date)', '%', '[]', '\\d+', 'é', '日本')), { maxLength: 6 }).map(words => words.join(' '));

export const text = fc.tuple(fc.array(fc.tuple(fc.constantFrom('', '', '  ', '\t', '    '), line).map(([margin, l]) => margin + l), { minLength: 1, maxLength: 6 }), fc.constantFrom('\n', '\n', '\n', '\r\n'), fc.constantFrom('', '\n', '\n\n', ' ', '\n  ', ' \n'))
  .map(([lines, nl, end]) => lines.join(nl) + end);

export const anyString = fc.oneof(
  { weight: 3, arbitrary: word },
  { weight: 4, arbitrary: fc.constantFrom(...NASTY) },
  { weight: 2, arbitrary: fc.string({ unit: alphabet('0123456789+-._:eExXbBoOTZ '), maxLength: 9 }) },
  { weight: 3, arbitrary: fc.string({ unit: alphabet(' \n\n\t:#-?\'"\\,[]{}&*!|>%@`=~<.ab0'), maxLength: 12 }) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 8 }) },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 8 }) },
  { weight: 2, arbitrary: text },
  { weight: 1, arbitrary: fc.tuple(fc.constantFrom('*.', '10.', ''), fc.ipV4(), fc.constantFrom('', '/8', ':80')).map(parts => parts.join('')) },
  { weight: 1, arbitrary: fc.ipV6() },
  { weight: 1, arbitrary: fc.date({ noInvalidDate: true, min: new Date(0), max: new Date(4e12) }).map(d => d.toISOString()) },
);

const key = fc.oneof({ weight: 3, arbitrary: word }, { weight: 1, arbitrary: anyString.filter(k => k !== '__proto__') });
const scalar = fc.oneof(
  { weight: 6, arbitrary: anyString },
  { weight: 1, arbitrary: fc.integer() },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 100_001 }) },
  { weight: 1, arbitrary: fc.double({ noNaN: true, noDefaultInfinity: true }) },
  { weight: 1, arbitrary: fc.boolean() },
  { weight: 1, arbitrary: fc.constant(null) },
);

/** A JSON value of any shape. */
export const anyDocument: fc.Arbitrary<unknown> = fc.letrec(tie => ({
  value: fc.oneof({ maxDepth: 4, depthSize: 'small' }, { weight: 5, arbitrary: scalar }, { weight: 2, arbitrary: tie('map') }, { weight: 2, arbitrary: tie('list') }),
  map: fc.array(fc.tuple(key, tie('value')), { maxLength: 4 }).map(entries => Object.fromEntries(entries)),
  list: fc.array(tie('value'), { maxLength: 4 }),
  document: fc.oneof({ weight: 6, arbitrary: tie('map') }, { weight: 2, arbitrary: tie('list') }, { weight: 1, arbitrary: scalar }),
})).document;
