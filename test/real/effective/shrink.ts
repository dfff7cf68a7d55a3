import type { KubeObject } from '../mesh/cluster';
import type { Case } from './compare';

/** What is left of a case when everything is taken away without which it still fails: objects first, then single fields and elements of lists. */
export async function shrink(one: Case, fails: (smaller: Case) => Promise<boolean>): Promise<Case> {
  let best = one;
  const attempt = async (objects: readonly KubeObject[]): Promise<boolean> => {
    const smaller = { ...best, objects };
    if (!await fails(smaller)) return false;
    best = smaller;
    return true;
  };
  for (let size = Math.ceil(best.objects.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let i = 0; i < best.objects.length;) if (!await attempt([...best.objects.slice(0, i), ...best.objects.slice(i + size)])) i += size;
  }
  for (let i = 0; i < best.objects.length; i++) {
    // Nobody would say of a Kubernetes object what is wrong with it.
    if (!best.objects[i].apiVersion.includes('istio.io')) continue;
    for (let tried = 0; ;) {
      const without = withoutPart(best.objects[i], tried);
      if (without === undefined) break;
      if (!await attempt(best.objects.map((o, j) => (j === i ? without : o)))) tried++;
    }
  }
  return best;
}

/** The object without its nth removable part, in document order; undefined: there are not so many. */
function withoutPart(object: KubeObject, n: number): KubeObject | undefined {
  let left = n;
  const visit = (value: unknown, depth: number): { readonly value: unknown } | undefined => {
    if (Array.isArray(value)) {
      for (let i = 0; i < value.length; i++) {
        if (value.length > 1 && left-- === 0) return { value: value.filter((_, j) => j !== i) };
        const inner = visit(value[i], depth + 1);
        if (inner) return { value: value.map((v, j) => (j === i ? inner.value : v)) };
      }
    } else if (typeof value === 'object' && value !== null) {
      for (const key of Object.keys(value)) {
        if (depth === 0 && (key === 'apiVersion' || key === 'kind')) continue;
        const rest = { ...value } as Record<string, unknown>;
        if (depth > 0 && !(depth === 1 && /^(name|namespace|creationTimestamp)$/.test(key)) && left-- === 0) { delete rest[key]; return { value: rest }; }
        const inner = visit(rest[key], depth + 1);
        if (inner) { rest[key] = inner.value; return { value: rest }; }
      }
    }
    return undefined;
  };
  return visit(object, 0)?.value as KubeObject | undefined;
}
