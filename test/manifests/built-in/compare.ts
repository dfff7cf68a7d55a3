import type { Manifest } from '../../../lib/manifests/manifest';
import { validate } from '../../../lib/manifests/validate';
import { explanationOf, type Explanation } from './explained';
import type { Mutant } from './mutate';
import type { Verdict } from './verdicts';

/** Whether somebody takes an object. */
export type Judge = (manifest: Manifest) => boolean;
export const ours: Judge = (manifest) => !validate(manifest).some(({ level }) => level === 'error');

export interface Difference { readonly name: string; readonly theirs: Verdict; readonly manifest: Manifest }

/** Where the judge and the API server differ without a reason; `used` gathers the reasons of the others. */
export function differences(judged: Iterable<readonly [Mutant, Verdict]>, judge: Judge = ours, used: Set<Explanation> = new Set()): readonly Difference[] {
  const found: Difference[] = [];
  for (const [{ name, manifest }, theirs] of judged) {
    const taken = judge(manifest);
    // An object whose pods are refused may be refused, too.
    if (theirs === 'p' || taken === (theirs === '.')) continue;
    const explanation = explanationOf(name, manifest, theirs);
    if (explanation === undefined) found.push({ name, theirs, manifest });
    else used.add(explanation);
  }
  return found;
}
