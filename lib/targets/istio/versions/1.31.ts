import type { IstioVersion } from './version';

export const istio131: IstioVersion = {
  name: '1.31',
  api: { networking: 'networking.istio.io/v1', security: 'security.istio.io/v1', telemetry: 'telemetry.istio.io/v1', envoyFilter: 'networking.istio.io/v1alpha3' },
  defaults: { retryOn: 'connect-failure,refused-stream,unavailable,cancelled', retryAttempts: 2, connectTimeout: '10s', loadBalancer: 'LEAST_REQUEST' },
};
