import type { PolicyKind } from '../policy-facts';

/** Each section is taken whole from the most specific policy that has it. */
export interface TelemetryFact {
  readonly accessLog?: boolean | { readonly onlyErrors: true };
  readonly tracing?: { readonly samplingPercent: number; readonly provider?: string; readonly tags: Readonly<Record<string, string>> };
  readonly metrics?: { readonly drop: readonly string[] };
}
export const telemetryPolicy: PolicyKind<'TelemetryPolicy', TelemetryFact> = {
  kind: 'TelemetryPolicy', side: 'server', combine: 'replace', sections: true, wholeWorkload: true, ports: 'any', headless: true, covers: ['mesh', 'namespace', 'group', 'service', 'gateway'],
  features: (v) => [
    ...(v.accessLog !== undefined ? (['telemetry.access-log'] as const) : []),
    ...(v.tracing !== undefined ? (['telemetry.tracing'] as const) : []),
    ...(v.metrics !== undefined ? (['telemetry.metrics'] as const) : []),
  ],
};
