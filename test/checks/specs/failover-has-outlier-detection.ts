import { failoverHasOutlierDetection } from '../../../lib/checks/failover-has-outlier-detection';
import type { CheckSpec } from '../spec';
import { deployment, destinationRule, documents, service } from '../yaml';

export const spec: CheckSpec = {
  check: failoverHasOutlierDetection,
  input: { meshConfig: { localityLbSetting: { failover: [{ from: 'eu', to: 'us' }] } } },
  bad: documents(service('reviews'), deployment('reviews'), destinationRule('reviews', `
host: reviews
trafficPolicy: # <-
  connectionPool: { http: { http2MaxRequests: 100 } }`)),
  good: documents(service('reviews'), deployment('reviews', { replicas: 3 }), destinationRule('reviews', `
host: reviews
trafficPolicy:
  connectionPool: { http: { http2MaxRequests: 100 } }
  outlierDetection: { consecutive5xxErrors: 5 }`)),
  cases: [{}, { localityLbSetting: { enabled: false, failover: [{ from: 'eu', to: 'us' }] } }].map((meshConfig, i) => ({
    title: `a mesh that does not fail over ${i + 1}`, meshConfig, yaml: documents(service('reviews'), destinationRule('reviews', 'host: reviews\ntrafficPolicy: { connectionPool: { http: { http2MaxRequests: 100 } } }')),
  })),
};
