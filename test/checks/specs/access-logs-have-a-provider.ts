import { accessLogsHaveAProvider } from '../../../lib/checks/access-logs-have-a-provider';
import type { CheckSpec } from '../spec';
import { deployment, documents, object } from '../yaml';

export const spec: CheckSpec = {
  check: accessLogsHaveAProvider,
  bad: documents(deployment('reviews'), object('telemetry.istio.io/v1', 'Telemetry', 'logs', `
accessLogging:
- match: { mode: SERVER } # <-`)),
  good: documents(deployment('reviews'), object('telemetry.istio.io/v1', 'Telemetry', 'logs', `
accessLogging:
- match: { mode: SERVER }
  providers: [{ name: envoy }]`)),
  cases: [
    { title: 'the mesh has a default', meshConfig: { defaultProviders: { accessLogging: ['envoy'] } }, yaml: documents(object('telemetry.istio.io/v1', 'Telemetry', 'logs', 'accessLogging: [{}]')) },
    { title: 'what is switched off needs none', yaml: documents(object('telemetry.istio.io/v1', 'Telemetry', 'logs', 'accessLogging: [{ disabled: true }]')) },
  ],
};
