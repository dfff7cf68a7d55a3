import type { MergedRule } from './destination-rules';
import { fields, items, numberOf, textOf, type Fields } from './fields';

/**
 * Whether a route to a destination names what consistent hashing goes by. Unlike with the balancing of the destination itself, a rule's settings for a port count only where the route names the port,
 * and a subset that balances otherwise does not take the hash away.
 */
export function isHashed(rule: MergedRule | undefined, destination: Fields): boolean {
  const port = numberOf(fields(destination.port)?.number), subset = rule?.subsets.find((s) => s.name === textOf(destination.subset));
  return [rule?.policy?.value, subset?.policy?.value].some((policy) => hashes(policy) || (port !== 0 && hashes(items(policy?.portLevelSettings).find((s) => fields(s.port)?.number === port))));
}
const hashes = (policy: Fields | undefined): boolean => fields(fields(policy?.loadBalancer)?.consistentHash) !== undefined;
