import { authorizationPolicy } from './authorization-policy';
import { deployment } from './deployment';
import { destinationRule } from './destination-rule';
import { envoyFilter } from './envoy-filter';
import { gatewayDeployment } from './gateway-deployment';
import type { Kind } from './kind';
import { namespace } from './namespace';
import { peerAuthentication } from './peer-authentication';
import { requestAuthentication } from './request-authentication';
import { service } from './service';
import { serviceAccount } from './service-account';
import { sidecar } from './sidecar';
import { telemetry } from './telemetry';
import { virtualService } from './virtual-service';

/** Every kind, in the order in which its objects can be applied: what is referred to comes first, what restricts comes after what allows. */
export const kinds: readonly Kind[] = [
  namespace,
  serviceAccount,
  service,
  destinationRule,
  virtualService,
  telemetry,
  envoyFilter,
  sidecar,
  peerAuthentication,
  requestAuthentication,
  authorizationPolicy,
  deployment,
  gatewayDeployment,
];
