import type { Duration } from 'cdk8s';
import type { Construct } from 'constructs';
import { defined, optionalMillis, optionalWhole } from '../constructs/arguments';
import { CallError } from '../constructs/call-error';
import type { ServiceVersion } from '../constructs/mesh-service';
import type { OutlierDetectionFact } from '../model/policies/outlier-detection';
import { type Callable, type Here, MeshPolicy, type Named, type OrOff, policyNames, type Scope } from './policy';

/** When an endpoint is taken out. At least one of the two conditions. */
export interface OutlierDetectionOptions {
  /** Answers with 5xx (or failures) in a row. @default - not counted */
  readonly consecutive5xx?: number;
  /** Answers with 502, 503 or 504 (or failures) in a row. @default - not counted */
  readonly consecutiveGatewayErrors?: number;
  /** Between two looks. @default - the target's own (10 s) */
  readonly interval?: Duration;
  /** How long it is out the first time; it grows with each. @default - the target's own (30 s) */
  readonly ejectFor?: Duration;
  /** How many of the endpoints may be out at once, 1 to 100. @default - the target's own (10, and always one) */
  readonly maxEjectedPercent?: number;
}
/** Props of outlier detection. */
export type OutlierDetectionProps = OrOff<OutlierDetectionOptions>;
const NAMES = policyNames<OutlierDetectionProps>({ consecutive5xx: 0, consecutiveGatewayErrors: 0, interval: 0, ejectFor: 0, maxEjectedPercent: 0, off: 0 });

export function outlierDetectionFact(at: string, p: OutlierDetectionOptions): OutlierDetectionFact {
  const fact = defined({
    consecutive5xx: optionalWhole(at, 'consecutive5xx', p.consecutive5xx, 1), consecutiveGatewayErrors: optionalWhole(at, 'consecutiveGatewayErrors', p.consecutiveGatewayErrors, 1),
    interval: optionalMillis(at, 'interval', p.interval), ejectFor: optionalMillis(at, 'ejectFor', p.ejectFor), maxEjectedPercent: optionalWhole(at, 'maxEjectedPercent', p.maxEjectedPercent, 1, 100),
  });
  if (fact.consecutive5xx === undefined && fact.consecutiveGatewayErrors === undefined) throw new CallError(at, 'nothing says when an endpoint is taken out', 'give consecutive5xx or consecutiveGatewayErrors, or { off: true }');
  return fact;
}

/** Takes endpoints that fail out of the caller's pool for a while. Client side. */
export class OutlierDetection extends MeshPolicy {
  constructor(scope: Scope<Callable>, id: string, props: Here<OutlierDetectionProps>);
  constructor(scope: Construct, id: string, props: Named<OutlierDetectionProps, Callable | ServiceVersion>);
  constructor(scope: Construct, id: string, props: OutlierDetectionProps) {
    super('OutlierDetection', scope, id, props, 'OutlierDetection');
    this.reads(OutlierDetection, NAMES, props);
    this.says('OutlierDetection', props, (at) => outlierDetectionFact(at, props as OutlierDetectionOptions));
  }
}
