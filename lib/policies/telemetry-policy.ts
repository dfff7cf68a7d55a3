import type { Construct } from 'constructs';
import { percent, text } from '../constructs/arguments';
import { CallError } from '../constructs/call-error';
import type { MeshGateway } from '../constructs/mesh-gateway';
import type { TelemetryFact } from '../model/policies/telemetry-policy';
import { type Everywhere, type Here, MeshPolicy, type Named, policyNames, type Scope } from './policy';

/** Props of telemetry: at least one section. What is left out is decided by a wider policy, and at last by the installation. */
export interface TelemetryPolicyProps {
  /** Every request, none, or those that fail (4xx and 5xx; gRPC: any status but OK). @default - as a wider policy or the installation says */
  readonly accessLog?: boolean | { readonly onlyErrors: true };
  /** Spans that the proxies report. @default - as a wider policy or the installation says */
  readonly tracing?: {
    /** Of the requests that bring no decision, 0 to 100. */
    readonly samplingPercent: number;
    /** Name of the provider in the installation's mesh config. @default - its default provider; an error if it has none */
    readonly provider?: string;
    /** Fixed values on every span. @default - none */
    readonly tags?: Readonly<Record<string, string>>;
  };
  /** Metrics that the proxies record. @default - as a wider policy or the installation says */
  readonly metrics?: {
    /** Names of metrics that are not recorded. @default - none */
    readonly drop?: readonly string[];
  };
}
const NAMES = policyNames<TelemetryPolicyProps>({ accessLog: { onlyErrors: 0 }, tracing: { samplingPercent: 0, provider: 0, tags: 0 }, metrics: { drop: 0 } });

/** What proxies log, trace and count. Each section is taken whole from the most specific policy that has it. Server side. */
export class TelemetryPolicy extends MeshPolicy {
  constructor(scope: Scope<Everywhere | MeshGateway>, id: string, props: Here<TelemetryPolicyProps>);
  constructor(scope: Construct, id: string, props: Named<TelemetryPolicyProps, Everywhere | MeshGateway>);
  constructor(scope: Construct, id: string, props: TelemetryPolicyProps) {
    super('TelemetryPolicy', scope, id, props, 'TelemetryPolicy');
    this.reads(TelemetryPolicy, NAMES, props);
    this.says('TelemetryPolicy', props, (at) => fact(at, props));
  }
}

function fact(at: string, { accessLog, tracing, metrics }: TelemetryPolicyProps): TelemetryFact {
  if (accessLog === undefined && !tracing && !metrics) throw new CallError(at, 'a telemetry policy says nothing', 'give accessLog, tracing or metrics');
  return {
    ...(accessLog === undefined ? {} : { accessLog: typeof accessLog === 'object' ? { onlyErrors: true as const } : accessLog }),
    ...(tracing ? { tracing: { samplingPercent: percent(at, 'tracing.samplingPercent', tracing.samplingPercent), ...(tracing.provider === undefined ? {} : { provider: text(at, 'tracing.provider', tracing.provider) }), tags: { ...tracing.tags } } } : {}),
    ...(metrics ? { metrics: { drop: [...(metrics.drop ?? [])] } } : {}),
  };
}
