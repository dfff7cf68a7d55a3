import { telemetrySelectsWorkloadsOfItsOwn } from '../../../lib/checks/telemetry-selects-workloads-of-its-own';
import type { CheckSpec } from '../spec';
import { deployment, documents, object } from '../yaml';

const telemetry = (name: string, selector: string) => object('telemetry.istio.io/v1', 'Telemetry', name, `${selector}\nmetrics: [{ overrides: [{ disabled: true }] }]`);

export const spec: CheckSpec = {
  check: telemetrySelectsWorkloadsOfItsOwn,
  bad: documents(deployment('web', { version: 'v1' }), telemetry('a', 'selector: { matchLabels: { app: web } }'), telemetry('b', 'selector: # <-\n  matchLabels: { version: v1 }')),
  good: documents(deployment('web', { version: 'v1' }), deployment('cart'), telemetry('a', 'selector: { matchLabels: { app: web } }'), telemetry('b', 'selector: { matchLabels: { app: cart } }')),
};
