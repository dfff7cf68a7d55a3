import { namespacesHaveOnePeerAuthentication } from '../../../lib/checks/namespaces-have-one-peer-authentication';
import { peer } from '../policies';
import type { CheckSpec } from '../spec';
import { deployment, documents } from '../yaml';

export const spec: CheckSpec = {
  check: namespacesHaveOnePeerAuthentication,
  bad: documents(deployment('web'), peer('default', 'mtls: { mode: STRICT }'), peer('more', 'mtls: { mode: PERMISSIVE }').trim().replace('/v1', '/v1 # <-')),
  good: documents(deployment('web'), peer('default', 'mtls: { mode: STRICT }'), peer('default', 'mtls: { mode: PERMISSIVE }', 'istio-system')),
};
