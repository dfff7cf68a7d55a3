import type { Diagnostic } from '../../diagnostics/diagnostic';
import type { EnvoyFilter, EnvoyFilterConfigPatch } from '../../manifests/types';
import type { GatewayFacts, Labels, MeshFacts, PolicyFacts, RequestFacts, WorkloadFacts } from '../../model';
import type { RateLimitFact } from '../../model/policies/rate-limit';
import type { Emit } from '../target';
import { listenerPorts, servicePorts, type PolicyPorts } from './authorization-policy-operation';
import { metaOf, sortKeys, type EmitContext } from './context';
import { rateLimitFilters, type FilterConfig } from './envoy-filter-rate-limit';
import { listenersOf } from './gateway-listeners';
import type { Kind } from './kind';
import { gatewayNamespace, onGateway, onWorkload, policedNamespace, policyName } from './policy-scope';

/**
 * Rate limits, which no kind of Istio's own can say. Each is a filter of the proxy right in front of the router: requests that are refused
 * before it take nothing from the budget. Every filter chain has its own buckets: one for mTLS and one for plaintext where both are accepted.
 */
export const envoyFilter: Kind = { supports: { 'rate-limit': 'full', 'rate-limit.by': 'full' }, emit, check };

interface Limited { readonly policy: PolicyFacts; readonly value: RateLimitFact; readonly on: PolicyPorts; readonly grpc: ReadonlySet<number> }

function emit(context: EmitContext, mesh: MeshFacts, out: Emit): void {
  const parts = context.parts(mesh);
  const write = (subject: WorkloadFacts | GatewayFacts, namespace: string, selector: Labels, limited: Limited, gateway: boolean): void => {
    const name = policyName(subject, limited.policy);
    const configPatches = patches(name, limited, gateway);
    if (configPatches.length === 0) return;
    out({
      apiVersion: context.version.api.envoyFilter, kind: 'EnvoyFilter', metadata: metaOf(mesh, name, namespace),
      spec: { configPatches, priority: 10, workloadSelector: { labels: sortKeys(selector) } },
    } satisfies EnvoyFilter, limited.policy.origin);
  };
  for (const workload of parts.workloads) {
    const namespace = policedNamespace(context, workload);
    if (namespace) for (const limited of limitsOf(context, workload)) write(workload, namespace.name, workload.selector, limited, false);
  }
  for (const gateway of parts.gateways) {
    const namespace = gatewayNamespace(context, gateway);
    if (namespace) for (const limited of limitsAt(context, gateway)) write(gateway, namespace.name, gateway.labels, limited, true);
  }
}

const limitsOf = (context: EmitContext, workload: WorkloadFacts): readonly Limited[] => onWorkload(context, 'RateLimit', workload).map((p) => ({
  policy: p.policy, value: p.value, on: servicePorts(p.ports, false), grpc: new Set(p.ports.filter((port) => port.protocol === 'grpc').map((port) => port.containerPort)),
}));
const limitsAt = (context: EmitContext, gateway: GatewayFacts): readonly Limited[] => onGateway(context, 'RateLimit', gateway).map((p) => ({
  ...p, on: listenerPorts(listenersOf(context, gateway), false), grpc: new Set<number>(),
}));

function patches(name: string, { value, on, grpc }: Limited, gateway: boolean): readonly EnvoyFilterConfigPatch[] {
  const all: EnvoyFilterConfigPatch[] = [];
  const seen = new Set<number>();
  for (const port of on.ports) {
    if (!port.http || seen.has(port.number)) continue;
    seen.add(port.number);
    const only = value.only.filter((r) => r.port === undefined || r.port === port.name);
    if (value.only.length > 0 && only.length === 0) continue;
    const everything = only.some(isEverything);
    for (const filter of rateLimitFilters(name, value, { grpc: grpc.has(port.number), gateway, only: everything ? [] : only })) all.push(insert(filter, port.number, gateway));
  }
  return all;
}
const isEverything = (r: RequestFacts): boolean => r.methods.length === 0 && (r.paths.length === 0 || r.paths.some((p) => p.kind === 'prefix' && p.value === '/'));

function insert(value: FilterConfig, port: number, gateway: boolean): EnvoyFilterConfigPatch {
  const filter = { name: 'envoy.filters.network.http_connection_manager', subFilter: { name: 'envoy.filters.http.router' } };
  return {
    applyTo: 'HTTP_FILTER',
    match: gateway
      ? { context: 'GATEWAY', listener: { filterChain: { filter }, portNumber: port } }
      : { context: 'SIDECAR_INBOUND', listener: { filterChain: { destinationPort: port, filter } } },
    patch: { operation: 'INSERT_BEFORE', value },
  };
}

/** Envoy refuses buckets that refill more often than this. */
const SHORTEST = 50;
function check(context: EmitContext, mesh: MeshFacts): readonly Diagnostic[] {
  const found = new Map<PolicyFacts, Diagnostic>();
  const judge = ({ policy, value }: Limited): void => {
    const claims = value.only.find((r) => Object.keys(r.claims).length > 0);
    const at = { code: 'MESH1653', severity: 'error' as const, path: policy.origin.path, source: policy.origin.source };
    if (claims) found.set(policy, { ...at, message: 'a rate limit cannot tell requests by the claims of their token', help: 'limit them by path or method, or by a header that carries the claim' });
    else if (value.per < SHORTEST) found.set(policy, { ...at, message: `a bucket cannot refill every ${value.per} ms`, help: `make 'per' ${SHORTEST} ms or more, and 'requests' larger with it` });
  };
  const { workloads, gateways } = context.parts(mesh);
  for (const workload of workloads) limitsOf(context, workload).forEach(judge);
  for (const gateway of gateways) limitsAt(context, gateway).forEach(judge);
  return [...found.values()];
}
