import { number, type Fields } from './fields';
import type { Findings } from './findings';
import { selectorRule } from './syntax/selector';

export function proxyConfigRules(spec: Fields, f: Findings): void {
  selectorRule('selector', spec.selector, 'matchLabels', f);
  if (number(spec.concurrency) < 0) f.error('concurrency', `concurrency is ${number(spec.concurrency)}`, 'use 0 for all cores, or a number of worker threads');
}
