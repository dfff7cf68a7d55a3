import { namespacesHaveOneTelemetry } from '../../../lib/checks/namespaces-have-one-telemetry';
import type { CheckSpec } from '../spec';
import { deployment, documents, object } from '../yaml';

const telemetry = (name: string, namespace = 'shop') => object('telemetry.istio.io/v1', 'Telemetry', name, 'metrics: [{ overrides: [{ disabled: true }] }]', namespace).trim();

export const spec: CheckSpec = {
  check: namespacesHaveOneTelemetry,
  bad: documents(deployment('web'), telemetry('default'), telemetry('more').replace('/v1', '/v1 # <-')),
  good: documents(deployment('web'), telemetry('default'), telemetry('default', 'istio-system')),
};
