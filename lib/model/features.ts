/** Units of capability: what a mesh can ask of a target. */
export const FEATURES = [
  'service', 'service.headless', 'service.versions', 'service.existing',
  'workload.container', 'workload.construct', 'workload.existing', 'workload.unmeshed', 'workload.without-service', 'workload.shared',
  'port.http', 'port.http2', 'port.grpc', 'port.https', 'port.tls', 'port.tcp',
  'external', 'external.static', 'external.none', 'external.tls-origination', 'external.egress-gateway',
  'gateway.http', 'gateway.https', 'gateway.mutual-tls', 'gateway.tls-passthrough', 'gateway.tcp', 'gateway.redirect', 'gateway.managed', 'gateway.existing',
  'route.http', 'route.grpc', 'route.tls', 'route.tcp', 'route.priority', 'route.hostnames', 'route.other-owner',
  'match.path.exact', 'match.path.prefix', 'match.path.regex', 'match.header', 'match.header.not', 'match.cookie', 'match.cookie.not', 'match.query', 'match.method', 'match.from',
  'action.split', 'action.redirect', 'action.respond', 'action.rewrite', 'action.rewrite.regex', 'action.mirror', 'action.headers', 'action.cors', 'action.fault',
  'action.timeout', 'action.retries', 'split',
  'call', 'call.requests', 'call.claims', 'call.options', 'call.other-owner', 'call.kubernetes-api', 'call.external', 'grant',
  'access.audit', 'access.open', 'visibility.namespace', 'visibility.all', 'egress.any', 'owns-cluster',
  'retry', 'timeout', 'connection-pool', 'outlier-detection', 'load-balancing', 'load-balancing.hash', 'load-balancing.failover', 'fault-injection',
  'mtls', 'mtls.port', 'jwt', 'jwt.required', 'access.allow', 'access.require', 'access.deny', 'access.claims', 'access.policy-audit', 'external-authorizer',
  'rate-limit', 'rate-limit.by', 'telemetry.access-log', 'telemetry.tracing', 'telemetry.metrics', 'metrics-scraping', 'policy.other-owner',
] as const;
export type Feature = (typeof FEATURES)[number];
