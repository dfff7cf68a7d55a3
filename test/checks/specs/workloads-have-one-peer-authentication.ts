import { workloadsHaveOnePeerAuthentication } from '../../../lib/checks/workloads-have-one-peer-authentication';
import { peer } from '../policies';
import type { CheckSpec } from '../spec';
import { deployment, documents } from '../yaml';

export const spec: CheckSpec = {
  check: workloadsHaveOnePeerAuthentication,
  bad: documents(deployment('web', { version: 'v1' }), peer('a', 'selector: { matchLabels: { app: web } }\nmtls: { mode: STRICT }'), peer('b', 'selector: # <-\n  matchLabels: { version: v1 }\nmtls: { mode: PERMISSIVE }')),
  good: documents(deployment('web', { version: 'v1' }), peer('default', 'mtls: { mode: STRICT }'), peer('b', 'selector: { matchLabels: { version: v1 } }\nmtls: { mode: PERMISSIVE }')),
};
