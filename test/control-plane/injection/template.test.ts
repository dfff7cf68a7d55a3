import { and, call, equal, field, go, not, or } from '../../../lib/control-plane/istio/injection/template/expression';
import { each, heading, inline, raw, sections, Shared, text, when, withValue, type NodeMap } from '../../../lib/control-plane/istio/injection/template/node';
import { writeTemplate } from '../../../lib/control-plane/istio/injection/template/write';

const written = (...documents: NodeMap[]): string => writeTemplate({ title: 'T.', variables: [], documents }).replace('# T.\n', '');
const native = go('$native');

describe('conditions of which a part is known', () => {
  test('become smaller, or vanish', () => {
    expect(and(true, native)).toBe(native);
    expect(and(false, native)).toBe(false);
    expect(or(true, native)).toBe(true);
    expect(or(false, native)).toBe(native);
    expect(and()).toBe(true);
    expect(or()).toBe(false);
    expect(not(true)).toBe(false);
    expect(equal('a', 'b')).toBe(false);
  });
  test('are code where they are not', () => {
    expect(and(native, field('A')).valueOf()).toEqual(go('and $native .A'));
    expect(not(call('eq', field('A'), 'x'))).toEqual(go('not (eq .A "x")'));
    expect(equal(field('A'), 'x')).toEqual(go('eq .A "x"'));
  });
  test('decide entries at once', () => {
    expect(when(true, 'a', 'b')).toBe('a');
    expect(when(false, 'a')).toBeUndefined();
    expect(when(native, 'a', 'a')).toBe('a');
  });
});

describe('a template reads like the object that it makes', () => {
  test('texts are quoted where they have gaps, or would be something else', () => {
    expect(written({ a: 'plain', b: 'yes', c: '15001', d: '*', e: text`${field('A')}`, f: text`x=${field('A')}`, g: raw(field('N')), h: 5, i: true, j: text`known`, k: 'a: b', l: '' })).toBe([
      'a: plain', 'b: "yes"', 'c: "15001"', 'd: "*"', 'e: {{ .A | quote }}', 'f: "x={{ .A }}"', 'g: {{ .N }}', 'h: 5', 'i: true', 'j: known', 'k: "a: b"', 'l: ""', '',
    ].join('\n'));
  });
  test('braces of a given text are no code', () => expect(written({ a: '{{ x }}' })).toBe('a: "{{ "{{" }} x }}"\n'));
  test('empty maps and lists', () => expect(written({ a: {}, b: [], c: undefined, d: inline({ x: { y: 'z' } }) })).toBe('a: {}\nb: []\nd: { x: { y: z } }\n'));
  test('conditional entries; those of one condition share a block', () => {
    expect(written({ a: when(native, 1), b: when(native, 2, 3), c: when(field('X'), 4, when(field('Y'), 5)!) })).toBe(
      '{{- if $native }}\na: 1\nb: 2\n{{- else }}\nb: 3\n{{- end }}\n{{- if .X }}\nc: 4\n{{- else if .Y }}\nc: 5\n{{- end }}\n');
  });
  test('maps that differ as a whole', () => expect(written({ a: when(native, { x: 1 }, {}) })).toBe('a:\n  {{- if $native }}\n  x: 1\n  {{- else }}\n  {}\n  {{- end }}\n'));
  test('lists: conditional, repeated and spliced items', () => {
    expect(written({ a: ['x', when(native, ['-k', 'v']), undefined, each('.Ports', { p: raw(go('.Port')), q: [1] }), withValue(field('N'), text`${go('.')}`)] })).toBe([
      'a:', '- x', '{{- if $native }}', '- -k', '- v', '{{- end }}', '{{- range .Ports }}', '- p: {{ .Port }}', '  q:', '  - 1', '{{- end }}', '{{- with .N }}', '- {{ . | quote }}', '{{- end }}', '',
    ].join('\n'));
  });
  test('a run of items that is cut into two lists', () => {
    expect(written({ a: sections(heading('init', true), { name: 'i' }, heading('main', not(native)), { name: 'p' }) })).toBe('init:\n- name: i\n{{- if not $native }}\nmain:\n{{- end }}\n- name: p\n');
  });
  test('what is shared is written once, and must be the same', () => {
    const shared = new Shared('r', { x: 1 });
    expect(written({ a: shared, b: shared })).toBe('{{- define "r" }}\n  x: 1\n{{- end }}\na:\n  {{- template "r" . }}\nb:\n  {{- template "r" . }}\n');
    expect(() => written({ a: shared, b: new Shared('r', { x: 2 }) })).toThrow('named r');
  });
  test('several documents', () => expect(written({ a: 1 }, { b: 2 })).toBe('a: 1\n---\nb: 2\n'));
});
