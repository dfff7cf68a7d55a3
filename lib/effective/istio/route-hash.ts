import type { HashBy } from '../mesh';
import { hashBy } from './balancing';
import type { MergedRule } from './destination-rules';
import { fields, items, numberOf, textOf, type Fields } from './fields';

/** What consistent hashing means for one destination of a route. */
export interface RouteHash { /** Tries may meet the same endpoint again. */ readonly hashed: boolean; readonly by?: HashBy }

/**
 * Whether a route to a destination names what consistent hashing goes by, and what. Unlike with the balancing of the destination itself, a rule's settings for a port count only where the route names the port,
 * and a subset that balances otherwise does not take the hash away.
 */
export function routeHash(rule: MergedRule | undefined, destination: Fields): RouteHash {
  const port = numberOf(fields(destination.port)?.number), subset = rule?.subsets.find((s) => s.name === textOf(destination.subset));
  const atPort = (policy: Fields | undefined): Fields | undefined => (port === 0 ? undefined : consistent(items(policy?.portLevelSettings).find((s) => numberOf(fields(s.port)?.number) === port)));
  const found = atPort(subset?.policy?.value) ?? consistent(subset?.policy?.value) ?? atPort(rule?.policy?.value) ?? consistent(rule?.policy?.value), by = hashBy(found);
  return { hashed: found !== undefined, ...(by && { by }) };
}
const consistent = (policy: Fields | undefined): Fields | undefined => fields(fields(policy?.loadBalancer)?.consistentHash);
