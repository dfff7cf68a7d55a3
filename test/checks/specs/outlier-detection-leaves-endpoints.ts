import { outlierDetectionLeavesEndpoints } from '../../../lib/checks/outlier-detection-leaves-endpoints';
import type { CheckSpec } from '../spec';
import { deployment, destinationRule, documents, object, service } from '../yaml';

export const spec: CheckSpec = {
  check: outlierDetectionLeavesEndpoints,
  bad: documents(service('reviews'), deployment('reviews', { replicas: 1 }), destinationRule('reviews', `
host: reviews
trafficPolicy:
  outlierDetection: # <-
    consecutive5xxErrors: 5`)),
  good: documents(service('reviews'), deployment('reviews', { replicas: 3 }), destinationRule('reviews', `
host: reviews
trafficPolicy:
  outlierDetection:
    consecutive5xxErrors: 5`)),
  cases: [
    { title: 'all of them may go', inventory: 'open', yaml: documents(service('reviews'), deployment('reviews', { replicas: 3 }), destinationRule('reviews', 'host: reviews\ntrafficPolicy:\n  outlierDetection:\n    consecutive5xxErrors: 5\n    maxEjectionPercent: 100 # <-')) },
    { title: 'all may go, but it would be noticed', yaml: documents(service('reviews'), deployment('reviews', { replicas: 3 }), destinationRule('reviews', 'host: reviews\ntrafficPolicy: { outlierDetection: { consecutive5xxErrors: 5, maxEjectionPercent: 100, minHealthPercent: 30 } }')) },
    { title: 'another locality takes over', yaml: documents(service('reviews'), deployment('reviews', { replicas: 3 }), destinationRule('reviews', 'host: reviews\ntrafficPolicy:\n  loadBalancer: { localityLbSetting: { failover: [{ from: eu, to: us }] } }\n  outlierDetection: { consecutive5xxErrors: 5, maxEjectionPercent: 100 }')) },
    { title: 'an autoscaler keeps two', yaml: documents(service('reviews'), deployment('reviews'), object('autoscaling/v2', 'HorizontalPodAutoscaler', 'reviews', 'scaleTargetRef: { kind: Deployment, name: reviews }\nminReplicas: 2\nmaxReplicas: 9'), destinationRule('reviews', 'host: reviews\ntrafficPolicy: { outlierDetection: { consecutive5xxErrors: 5 } }')) },
    { title: 'one of a subset; replicas that are not said may be anything in an open inventory', inventory: 'open', yaml: documents(service('reviews'), deployment('reviews', { version: 'v1', replicas: 1 }), deployment('reviews', { version: 'v2' }), destinationRule('reviews', 'host: reviews\ntrafficPolicy: { outlierDetection: { consecutive5xxErrors: 5 } }\nsubsets:\n- name: v1\n  labels: { version: v1 }\n  trafficPolicy:\n    outlierDetection: { consecutive5xxErrors: 5 } # <-')) },
  ],
};
