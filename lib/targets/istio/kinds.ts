import { authorizationPolicy } from './authorization-policy';
import { deployment } from './deployment';
import { destinationRule } from './destination-rule';
import { envoyFilter } from './envoy-filter';
import { externalVirtualService } from './external-virtual-service';
import { gateway } from './gateway';
import { gatewayDeployment } from './gateway-deployment';
import { gatewayVirtualService } from './gateway-virtual-service';
import type { Kind } from './kind';
import { namespace } from './namespace';
import { peerAuthentication } from './peer-authentication';
import { requestAuthentication } from './request-authentication';
import { service } from './service';
import { serviceAccount } from './service-account';
import { serviceEntry } from './service-entry';
import { sidecar } from './sidecar';
import { telemetry } from './telemetry';
import { virtualService } from './virtual-service';

/** Every kind, in the order in which its objects can be applied: what is referred to comes first, what restricts comes after what allows. */
export const kinds: readonly Kind[] = [
  namespace,
  serviceAccount,
  service,
  serviceEntry,
  peerAuthentication,
  requestAuthentication,
  authorizationPolicy,
  sidecar,
  destinationRule,
  gateway,
  virtualService,
  externalVirtualService,
  gatewayVirtualService,
  envoyFilter,
  telemetry,
  deployment,
  gatewayDeployment,
];
