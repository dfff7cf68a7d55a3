import type { Millis } from '../ids';
import type { PolicyKind } from '../policy-facts';

export interface OutlierDetectionFact {
  readonly consecutive5xx?: number;
  readonly consecutiveGatewayErrors?: number;
  readonly interval?: Millis;
  readonly ejectFor?: Millis;
  readonly maxEjectedPercent?: number;
}
export const outlierDetection: PolicyKind<'OutlierDetection', OutlierDetectionFact> = {
  kind: 'OutlierDetection', side: 'client', combine: 'replace', ports: 'any', headless: false, covers: ['mesh', 'namespace', 'group', 'service', 'external', 'version'],
  features: () => ['outlier-detection'],
};
