import type { GatewayFacts, MeshFacts, NamespaceFacts, WorkloadFacts } from '../../model';
import type { Effective } from '../../resolve/resolved';
import type { EmitContext } from './context';
import type { IstioExtensionProvider, IstioSettings } from './facts';
import { onWorkload } from './policy-scope';

/** Providers of the mesh config that a policy may name. */
const AUTHORIZERS = ['envoyExtAuthzHttp', 'envoyExtAuthzGrpc'] as const;
const TRACERS = ['zipkin', 'lightstep', 'datadog', 'stackdriver', 'opencensus', 'skywalking', 'opentelemetry'] as const;
export type ProviderUse = 'authorizer' | 'tracer';

const find = (facts: IstioSettings, name: string): IstioExtensionProvider | undefined => facts.meshConfig.extensionProviders?.find((p) => p.name === name);

/** Names of the installation's providers that can do this. */
export function providersFor(facts: IstioSettings, use: ProviderUse): readonly string[] {
  const kinds: readonly string[] = use === 'authorizer' ? AUTHORIZERS : TRACERS;
  return (facts.meshConfig.extensionProviders ?? []).filter((p) => kinds.some((k) => k in p)).map((p) => p.name);
}
/** An authorizer that speaks HTTP is asked about requests; one that speaks gRPC about connections too. */
export const judgesHttpOnly = (facts: IstioSettings, name: string): boolean => !('envoyExtAuthzGrpc' in (find(facts, name) ?? {}));

/** Services with the same pods agree; a workload without services follows what it stands in. */
export const telemetryOf = ({ index, resolved }: EmitContext, thing: MeshFacts | NamespaceFacts | GatewayFacts | WorkloadFacts): Effective<'TelemetryPolicy'> | undefined =>
  resolved.effective('TelemetryPolicy', ('selector' in thing ? index.servicesOf.get(thing.id)?.[0] : undefined) ?? thing);

/** Hosts that the proxies of a workload, or those of a namespace that nobody declared, send to by themselves: as a Sidecar names them. */
export function providerHosts(context: EmitContext, subject: WorkloadFacts | NamespaceFacts): readonly string[] {
  const { facts } = context;
  const providers = facts.meshConfig.extensionProviders;
  if (!providers?.length) return [];
  const defaults = facts.meshConfig.defaultProviders;
  const used = new Set<string>([...(defaults?.accessLogging ?? []), ...(defaults?.metrics ?? []), ...(defaults?.tracing ?? [])]);
  const telemetry = telemetryOf(context, subject)?.value;
  if (telemetry && telemetry !== 'off' && telemetry.tracing?.provider) used.add(telemetry.tracing.provider);
  if ('selector' in subject) for (const { value } of onWorkload(context, 'ExternalAuthorizer', subject)) used.add(value.provider);
  const hosts: string[] = [];
  for (const provider of providers) {
    const service = used.has(provider.name) ? askedBy(provider)?.service : undefined;
    if (service) hosts.push(hostOf(service, facts.clusterDomain));
  }
  return hosts;
}
/** What a provider asks, whatever kind it is of: its Service as it is written, maybe behind a namespace; nothing where it asks no host. */
export function askedBy(provider: IstioExtensionProvider): { readonly kind: string; readonly service: string; readonly port?: number } | undefined {
  for (const [kind, value] of Object.entries(provider)) {
    const { service, port } = (value ?? {}) as { readonly service?: unknown; readonly port?: unknown };
    if (typeof service === 'string') return { kind, service, ...(typeof port === 'number' && { port }) };
  }
  return undefined;
}
function hostOf(service: string, clusterDomain: string): string {
  if (service.includes('/')) return service;
  const suffix = `.svc.${clusterDomain}`;
  if (!service.endsWith(suffix)) return `*/${service}`;
  const [, namespace] = service.slice(0, -suffix.length).split('.');
  return `${namespace}/${service}`;
}
