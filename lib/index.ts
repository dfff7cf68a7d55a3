// The mesh
export { Mesh, isMesh, type MeshProps } from './constructs/mesh';
export { AccessMode, CallsFromOthers, Egress, MtlsMode, Visibility } from './constructs/modes';
export { MeshNamespace, type MeshNamespaceProps } from './constructs/mesh-namespace';
export { MeshGroup } from './constructs/mesh-group';
export { CallError } from './constructs/call-error';

// What it runs on
export {
  CertificateAuthority, IstioControlPlane, IstioGateway, IstioRevision, RevisionTag, type Autoscaling, type ChartParts, type ChartSource, type ChartSourceValues, type ChartValues, type CniProps, type DisruptionBudget, type GatewayClassProps, type GatewayServiceProps, type ImageProps, type InjectionProps, type IstioControlPlaneProps,
  type IstioCsrOptions, type IstiodProps, type IstioGatewayProps, type KubernetesSignerOptions, type MeshConfig, type MeshNetworks, type MeshProxyConfig, type NodeAgentProps, type Platform, type Profile, type ProxyProps, type RemoteProps, type ResourceAmounts, type Resources, type RevisionProps,
  type RevisionTagProps, type Scheduling, type WaypointProps, type WebhookProps, type ZtunnelProps,
} from './control-plane/istio';

// What it is compiled to
export { Istio, type IstioExtensionProvider, type IstioFacts, type IstioMeshConfig } from './targets/istio';
export type { MeshTarget } from './model';

// Who is in it
export { Workload, type ContainerOptions, type ExistingWorkloadOptions, type FromOptions } from './constructs/workload';
export { MeshService, type Behind, type Endpoints, type ServiceProps, type ServiceVersion } from './constructs/mesh-service';
export { MeshWorkload, type MeshWorkloadProps } from './constructs/mesh-workload';
export { Port, type PortOptions } from './constructs/port';
export { ExternalService, type ExternalServiceProps, type ExternalTls } from './constructs/external-service';
export { EgressGateway } from './constructs/egress-gateway';
export { KubernetesApi } from './constructs/kubernetes-api';

// Who calls whom
export { Call, type CallOptions } from './constructs/call';
export type { Callee, Caller } from './constructs/caller';
export { Source, type SourceLike } from './constructs/request-source';
export type { HttpMethod } from './constructs/path';

// Where requests go
export { MeshGateway, type MeshGatewayProps } from './constructs/mesh-gateway';
export type { ExistingGateway, GatewayDeployment, ManagedGateway } from './constructs/gateway-deployment';
export { Listener, type HttpListenerOptions, type HttpsListenerOptions, type TcpListenerOptions, type TlsListenerOptions } from './constructs/listener';
export { Certificate } from './constructs/certificate';
export type { Backend, Destination, Mirror } from './constructs/destination';
export { TrafficSplit, type TrafficSplitProps, type Weights } from './constructs/traffic-split';
export type { RouteProps } from './constructs/route';
export { HttpRoute, type HttpRouteProps } from './constructs/http-route';
export type { Cors, ForwardRule, HeaderChange, HttpRule, Redirect, RedirectRule, RespondRule, Rewrite } from './constructs/http-rule';
export { GrpcRoute, type GrpcRouteProps, type GrpcRule } from './constructs/grpc-route';
export { TlsRoute, type TlsRouteProps } from './constructs/tls-route';
export { TcpRoute, type TcpRouteProps } from './constructs/tcp-route';
export { HttpMatch, type Matcher, type PathMatcher } from './constructs/http-match';
export type { RetryOn, RetryOptions } from './constructs/retry-options';
export type { FaultOptions } from './constructs/fault-options';

// Policies of the client's side
export { RetryPolicy, type RetryPolicyProps } from './policies/retry-policy';
export { TimeoutPolicy, type TimeoutOptions, type TimeoutPolicyProps } from './policies/timeout-policy';
export { ConnectionPool, type ConnectionPoolOptions, type ConnectionPoolProps } from './policies/connection-pool';
export { OutlierDetection, type OutlierDetectionOptions, type OutlierDetectionProps } from './policies/outlier-detection';
export { CircuitBreaker, type CircuitBreakerProps } from './policies/circuit-breaker';
export { Algorithm, LoadBalancing, type HashBy, type LoadBalancingOptions, type LoadBalancingProps } from './policies/load-balancing';
export { FaultInjection, type FaultInjectionProps } from './policies/fault-injection';

// Policies of the server's side
export { MtlsPolicy, type MtlsPolicyProps } from './policies/mtls-policy';
export { JwtPolicy, type JwtPolicyProps } from './policies/jwt-policy';
export { AccessPolicy, type AccessPolicyProps, type AccessRule } from './policies/access-policy';
export { ExternalAuthorizer, type ExternalAuthorizerProps } from './policies/external-authorizer';
export { RateLimit, type RateLimitProps } from './policies/rate-limit';
export { TelemetryPolicy, type TelemetryPolicyProps } from './policies/telemetry-policy';
export { MetricsScraping, type MetricsScrapingProps } from './policies/metrics-scraping';

// Escape hatches
export type { KindName, Merge, PatchOf } from './constructs/patch-types';
export { RawManifest } from './constructs/raw-manifest';
export type { RawObject } from './constructs/customization';

// What it will do: for `simulate` of cdk8s-mesh/simulate, and for checks
export { effectiveOf } from './cdk8s';

// The host: importing this module is what makes a Mesh render
export { MeshApp, MeshChecks, diagnosticsOf, emittedObject, emittedObjects, summaryOf } from './cdk8s';
export type { Check, CheckContext, CheckFinding } from './checks/check';
export { renderDiagnostic, type Diagnostic } from './diagnostics';
