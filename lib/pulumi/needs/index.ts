import { account } from './account';
import { definition } from './definition';
import { destinations } from './destinations';
import { configuration, mounted } from './mounted';
import { namespace } from './namespace';
import type { Need } from './need';
import { attached, gatewayClass, nodeAgent } from './node-agent';
import { rules } from './rules';
import { scaled } from './scaled';
import { answeredBy, webhook } from './webhook';

/** All reasons for which one object waits for another. */
export const needs: readonly Need[] = [namespace, definition, account, mounted, configuration, answeredBy, webhook, nodeAgent, gatewayClass, rules, destinations, attached, scaled];
export type { Need } from './need';
