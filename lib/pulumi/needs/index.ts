import { account } from './account';
import { attached, bound } from './attached';
import { definition } from './definition';
import { destinations } from './destinations';
import { configuration, mounted } from './mounted';
import { namespace } from './namespace';
import type { Need } from './need';
import { gatewayClass, nodeAgent } from './node-agent';
import { rules } from './rules';
import { scaled } from './scaled';
import { opened, seen } from './service-entry';
import { waypoint } from './waypoint';
import { answeredBy, webhook } from './webhook';

/** All reasons for which one object waits for another. */
export const needs: readonly Need[] = [namespace, definition, account, mounted, configuration, answeredBy, webhook, nodeAgent, gatewayClass, rules, waypoint, opened, seen, destinations, attached, bound, scaled];
export type { Need } from './need';
