/** Something that comes after others: an object, or a gate. */
export interface Step { readonly text: string; readonly after: readonly Step[] }

/** Every step behind what it comes after; else in the given order. A circle is an error that names it. Linear, with a stack of its own. */
export function ordered<S extends Step>(steps: readonly S[], circle: (names: readonly string[]) => Error): Step[] {
  const state = new Map<Step, 'open' | 'done'>(), out: Step[] = [];
  for (const root of steps) {
    if (state.has(root)) continue;
    const stack: { readonly step: Step; at: number }[] = [{ step: root, at: 0 }];
    state.set(root, 'open');
    while (stack.length > 0) {
      const top = stack[stack.length - 1], next = top.step.after[top.at++];
      if (!next) { state.set(top.step, 'done'); out.push(top.step); stack.pop(); continue; }
      const seen = state.get(next);
      if (seen === 'open') throw circle([...stack.slice(stack.findIndex((s) => s.step === next)).map((s) => s.step), next].map((s) => s.text).filter(Boolean));
      if (!seen) { state.set(next, 'open'); stack.push({ step: next, at: 0 }); }
    }
  }
  return out;
}
