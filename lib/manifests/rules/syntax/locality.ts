import type { Problem } from '../findings';

const HELP = 'write REGION, REGION/ZONE or REGION/ZONE/SUBZONE; one * may stand at the end';

/** A locality, by itself. */
export function localityProblem(locality: string): Problem | undefined {
  const star = locality.indexOf('*');
  if (star >= 0 && star !== locality.length - 1) return { message: `locality ${JSON.stringify(locality)} has a wildcard that is not its end`, help: HELP };
  if (!split(locality).includes('')) return undefined;
  return { message: `locality ${JSON.stringify(locality)} has an empty part`, help: HELP };
}

/**
 * Where localities repeat or contain one another, the first pair (its later one comes first). Istio takes a wildcard
 * that comes after what it contains; so does this, unless the list stems from a map, which has no order.
 */
export function localityOverlap(localities: readonly string[], ordered: boolean): readonly [string, string] | undefined {
  for (let i = 1; i < localities.length; i++) {
    for (let j = 0; j < i; j++) {
      const later = localities[i]!;
      const earlier = localities[j]!;
      if (hides(earlier, later) || (!ordered && hides(later, earlier))) return [later, earlier];
    }
  }
  return undefined;
}

/** Whether Istio refuses `later` after `earlier`. */
function hides(earlier: string, later: string): boolean {
  if (earlier === '*' || earlier === later) return true;
  const a = split(earlier);
  const b = split(later);
  if (a[0] !== b[0]) return false;
  if (a.length === 1 || b.length === 1) return true;
  if (a[1] === '*') return true;
  if (a[1] !== b[1]) return false;
  if (a.length === 2 || b.length === 2) return true;
  return a[2] === '*';
}

/** A third slash and what follows belong to the subzone. */
function split(locality: string): readonly string[] {
  const [region = '', zone, ...rest] = locality.split('/');
  if (zone === undefined) return [region];
  return rest.length === 0 ? [region, zone] : [region, zone, rest.join('/')];
}
