import { sourceLine } from '../diagnostics';
import type { Delivery, Outcome, Step } from './outcome';

/** A step as data: its text made, its place found. */
export interface StepJson { readonly at: Step['at']; readonly text: string; readonly object?: object; readonly field?: string; readonly default?: string; readonly path?: string; readonly file?: string; readonly line?: number }
type Plain<T> = { readonly [K in keyof T]: T[K] extends readonly Step[] ? readonly StepJson[] : T[K] };
export type OutcomeJson = Omit<Plain<Outcome>, 'deliveries' | 'ends'> & { readonly deliveries: readonly Plain<Delivery>[]; readonly ends: readonly Plain<Outcome['ends'][number]>[] };

/** An outcome as data that can be written: nothing in it is made later. */
export function outcomeJson(o: Outcome): OutcomeJson {
  return {
    ...o, trace: o.trace.map(stepJson), beyond: o.beyond.map(stepJson),
    deliveries: o.deliveries.map((d) => ({ ...d, trace: d.trace.map(stepJson) })), ends: o.ends.map((e) => ({ ...e, trace: e.trace.map(stepJson) })),
  };
}

function stepJson({ at, text, from }: Step): StepJson {
  const line = from && sourceLine(from.source);
  return {
    at, text, ...(from?.object && { object: from.object }), ...(from?.field !== undefined && { field: from.field }), ...(from?.default !== undefined && { default: from.default }),
    ...(from?.path !== undefined && { path: from.path }), ...(line && { file: line.file, line: line.line }),
  };
}
