import type { World } from '../../effective';
import { destinationRules, type WrittenRule } from './destination-rules';
import { fields, textOf, type Fields } from './fields';
import { policiesOf } from './policies';

/** TLS that a DestinationRule opens with certificates of others. */
export interface OwnTls { readonly rule: WrittenRule; readonly tls: Fields; readonly field: string; readonly mode: string; readonly port?: number; readonly subset?: string }
export const ownTls = (world: World): readonly OwnTls[] => destinationRules(world).all.flatMap((rule) => policiesOf(rule).flatMap(({ policy, field, port, subset }) => {
  const tls = fields(policy.tls), mode = textOf(tls?.mode);
  return tls && (mode === 'SIMPLE' || mode === 'MUTUAL') ? [{ rule, tls, field: `${field}.tls`, mode, ...(port !== undefined && { port }), ...(subset !== undefined && { subset }) }] : [];
}));
