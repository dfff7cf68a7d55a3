import { ownRulesKeepMutualTls } from '../../../lib/checks/own-rules-keep-mutual-tls';
import type { CheckSpec } from '../spec';
import { deployment, destinationRule, documents, service } from '../yaml';

const wide = destinationRule('mesh', 'host: "*.local"\ntrafficPolicy: { tls: { mode: ISTIO_MUTUAL } }', 'istio-system');
const own = (more: string) => destinationRule('reviews', `host: reviews\ntrafficPolicy:\n${more}`);
const both = [service('reviews'), deployment('reviews'), wide];
const input = { meshConfig: { enableAutoMtls: false } };

export const spec: CheckSpec = {
  check: ownRulesKeepMutualTls,
  input,
  bad: documents(...both, own('  connectionPool: { tcp: { maxConnections: 5 } }').replace('trafficPolicy:', 'trafficPolicy: # <-')),
  good: documents(...both, own('  tls: { mode: ISTIO_MUTUAL }\n  connectionPool: { tcp: { maxConnections: 5 } }')),
  cases: [{ title: 'automatic mutual TLS loses nothing', yaml: documents(...both, own('  connectionPool: { tcp: { maxConnections: 5 } }')) }],
};
