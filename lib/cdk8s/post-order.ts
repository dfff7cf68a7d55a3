/** Everything that is reached from the roots, each behind what it comes after; else in the given order. A circle is an error that names it. Linear, with a stack of its own. */
export function postOrder<T>(roots: Iterable<T>, after: (step: T) => readonly T[], circle: (steps: readonly T[]) => Error): T[] {
  const state = new Map<T, 'open' | 'done'>();
  const out: T[] = [];
  for (const root of roots) {
    if (state.has(root)) continue;
    const stack: { readonly step: T; at: number }[] = [{ step: root, at: 0 }];
    state.set(root, 'open');
    while (stack.length) {
      const top = stack[stack.length - 1];
      const list = after(top.step);
      if (top.at === list.length) { state.set(top.step, 'done'); out.push(top.step); stack.pop(); continue; }
      const next = list[top.at++];
      const seen = state.get(next);
      if (seen === 'open') throw circle([...stack.slice(stack.findIndex((s) => s.step === next)).map((s) => s.step), next]);
      if (!seen) { state.set(next, 'open'); stack.push({ step: next, at: 0 }); }
    }
  }
  return out;
}
