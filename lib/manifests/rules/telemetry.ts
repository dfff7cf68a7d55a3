import { fields, isSet, list, number, text, type Fields } from './fields';
import type { Findings } from './findings';
import { celProblem } from './syntax/cel';
import { durationSyntaxProblem } from './syntax/duration';
import { attachmentRule } from './syntax/selector';

export function telemetryRules(spec: Fields, f: Findings): void {
  attachmentRule(spec, f);
  each('metrics', list(spec.metrics), metricsRule, f);
  const tracing = list(spec.tracing);
  if (tracing.length > 1) f.warn('tracing', 'only one entry is used', 'merge the entries into one');
  each('tracing', tracing, tracingRule, f);
  each('accessLogging', list(spec.accessLogging), accessLoggingRule, f);
}

function each(field: string, entries: readonly unknown[], rule: (entry: Fields, f: Findings) => void, f: Findings): void {
  for (let i = 0; i < entries.length; i++) {
    const entry = fields(entries[i]);
    if (entry === undefined) continue;
    f.enter(field, i);
    rule(entry, f);
    f.leave();
  }
}

function providersRule(entry: Fields, f: Findings): void {
  const providers = list(entry.providers);
  for (let i = 0; i < providers.length; i++) {
    if (text(fields(providers[i])?.name) === '') f.error('providers', 'the provider has no name', 'name one of extensionProviders of the mesh config', i);
  }
}

function accessLoggingRule(entry: Fields, f: Findings): void {
  providersRule(entry, f);
  const filter = fields(entry.filter);
  if (filter === undefined) return;
  f.enter('filter');
  f.check('expression', celProblem(text(filter.expression)));
  f.leave();
}

const TAG_SOURCES = [['literal', 'value'], ['header', 'name'], ['environment', 'name']] as const;

function tracingRule(entry: Fields, f: Findings): void {
  providersRule(entry, f);
  if (list(entry.providers).length > 1) f.warn('providers', 'only one provider is used', 'keep one');
  const sampling = number(entry.randomSamplingPercentage);
  if (sampling < 0 || sampling > 100) f.error('randomSamplingPercentage', `${sampling} is not a percentage`, 'use a number from 0 to 100');
  const tags = fields(entry.customTags);
  f.enter('customTags');
  for (const name in tags) {
    if (tags[name] === undefined) continue;
    if (name === '') f.error('', 'a tag has no name', 'name the tag');
    const tag = fields(tags[name]);
    f.enter(name);
    for (const [source, field] of TAG_SOURCES) {
      const origin = fields(tag?.[source]);
      if (origin !== undefined && text(origin[field]) === '') {
        f.enter(source);
        f.error(field, `the ${source} tag has no ${field}`, field === 'value' ? 'set the value of the tag' : `name the ${source === 'header' ? 'header' : 'variable'} that the value comes from`);
        f.leave();
      }
    }
    f.leave();
  }
  f.leave();
}

function metricsRule(entry: Fields, f: Findings): void {
  providersRule(entry, f);
  f.check('reportingInterval', durationSyntaxProblem(entry.reportingInterval));
  each('overrides', list(entry.overrides), overrideRule, f);
}

function overrideRule(override: Fields, f: Findings): void {
  const match = fields(override.match);
  if (match !== undefined && isSet(match.customMetric) && text(match.customMetric) === '') {
    f.enter('match');
    f.error('customMetric', 'the metric has no name', 'name the metric as Prometheus shows it');
    f.leave();
  }
  const tags = fields(override.tagOverrides);
  f.enter('tagOverrides');
  for (const name in tags) {
    const tag = fields(tags[name]);
    if (name === '') f.warn('', 'a tag has no name', 'name the tag');
    if (tag === undefined) continue;
    const removed = tag.operation === 'REMOVE';
    f.enter(name);
    if (!removed && text(tag.value) === '') f.error('value', 'the value of the tag is missing', 'write a CEL expression, as "request.host", or operation: REMOVE');
    if (removed && text(tag.value) !== '') f.error('value', 'a tag that is removed has no value', 'remove value, or use operation UPSERT');
    f.leave();
  }
  f.leave();
}
