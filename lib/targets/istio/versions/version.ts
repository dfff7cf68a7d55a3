/** A version of Istio, as data. */
export interface IstioVersion {
  readonly name: string;
  /** apiVersion of each group that is written. */
  readonly api: {
    readonly networking: 'networking.istio.io/v1';
    readonly security: 'security.istio.io/v1';
    readonly telemetry: 'telemetry.istio.io/v1';
    readonly envoyFilter: 'networking.istio.io/v1alpha3';
  };
  readonly defaults: {
    /** Conditions of a retry policy that names none. */
    readonly retryOn: string;
    /** Retries where nobody says anything. */
    readonly retryAttempts: number;
    readonly connectTimeout: string;
    readonly loadBalancer: 'LEAST_REQUEST';
  };
}
