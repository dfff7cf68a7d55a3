import type { MtlsModeFact } from '../mesh-facts';
import type { PolicyKind } from '../policy-facts';

export interface MtlsFact {
  readonly mode: MtlsModeFact;
  /** By port name. */
  readonly ports: Readonly<Record<string, MtlsModeFact>>;
}
export const mtlsPolicy: PolicyKind<'MtlsPolicy', MtlsFact> = {
  kind: 'MtlsPolicy', side: 'server', combine: 'replace', ports: 'any', headless: true, covers: ['mesh', 'namespace', 'group', 'service'],
  features: (v) => ['mtls', ...(Object.keys(v.ports).length > 0 ? (['mtls.port'] as const) : [])],
  portNames: (v) => Object.keys(v.ports),
};
