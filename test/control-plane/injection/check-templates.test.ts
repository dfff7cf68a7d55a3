import { checkTemplates } from '../../../lib/control-plane/istio/injection/check-templates';
import { injectionTemplate, TEMPLATE_NAMES } from '../../../lib/control-plane/istio/injection';
import { revisionSettings } from '../../../lib/control-plane/istio/settings/resolve';

const check = (text: string) => () => checkTemplates('app/mesh', { templates: { mine: text } });

test.each<[string, string, RegExp]>([
  ['an action that does not close', 'spec:\n  a: {{ .X', /app\/mesh.*: injection\.templates\.mine, line 2: this `\{\{` has no `\}\}`/],
  ['a text that does not close', 'a: {{ print "}} }}', /has no `\}\}`/],
  ['a comment that does not close', '{{/* note }}', /has no `\}\}`/],
  ['a block without an end', '{{- if .X }}\na: 1\n', /line 1: this `if` has no `end`/],
  ['the outer of two', '{{ range .A }}\n{{- if .X }}a: 1{{ end }}', /line 1: this `range` has no `end`/],
  ['an end too many', 'a: 1\n{{ end }}', /line 2: this `end` closes nothing/],
  ['an else of its own', '{{ define "x" }}{{ else }}{{ end }}', /`else` belongs to no/],
  ['a value that is not there', 'a: {{ .Values.global.proxy.resources }}', /istiod has no value global\.proxy\.resources[\s\S]*global\.hub/],
])('refused: %s', (_, text, message) => expect(check(text)).toThrow(message));

test.each([
  'spec: {}', 'a: {{ .X }}', '{{- if .X -}}\na: 1\n{{- else if .Y }}\n{{- else }}\n{{- end }}', 'a: {{ print "}}" `{{` }}', "a: {{ '}' }}", '{{- /* {{ if }} */ -}}\na: 1', 'a: {{ $.Values.global.hub }}{{ .Values.global.proxy }}', '{{ print ".Values.other" }}', '{{ with $x := .Y }}{{ $x }}{{ end }}',
])('fine: %s', (text) => expect(check(text)).not.toThrow());

test('the built-in templates are fine', () => {
  const settings = revisionSettings('app/mesh', {}, undefined);
  for (const name of TEMPLATE_NAMES) expect(check(injectionTemplate(name, settings))).not.toThrow();
});

test('default templates must be there', () => {
  expect(() => checkTemplates('app/mesh', { defaultTemplates: ['sidecar', 'mine'], templates: { mine: '' } })).not.toThrow();
  expect(() => checkTemplates('app/mesh', { defaultTemplates: ['sidecars'] })).toThrow("'sidecars', which is no template\n  help: did you mean \"sidecar\"?");
  expect(() => checkTemplates('app/mesh', { defaultTemplates: ['other-one'] })).toThrow('use one of sidecar, gateway');
  expect(() => checkTemplates('app/mesh', { templates: { mine: 5 as never } })).toThrow('must be the text of a Go template, not 5');
});
