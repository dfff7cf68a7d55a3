import { objectsAreTakenAsWritten } from '../../../lib/checks/objects-are-taken-as-written';
import type { CheckSpec } from '../spec';
import { destinationRule, documents, deployment, service } from '../yaml';

const failover = (outlier: string) => destinationRule('reviews', `
host: reviews
trafficPolicy:
  loadBalancer:
    localityLbSetting: # <-
      { enabled: true, failover: [{ from: eu, to: us }] }
${outlier}`);

export const spec: CheckSpec = {
  check: objectsAreTakenAsWritten,
  bad: documents(service('reviews'), deployment('reviews'), failover('')),
  good: documents(service('reviews'), deployment('reviews'), failover('  outlierDetection: { consecutive5xxErrors: 5 }').replace(' # <-', '')),
};
