import { certificatesServeOneServer } from '../certificates-serve-one-server';
import type { Check } from '../check';
import { clientCertificatesCanBeVerified } from '../client-certificates-can-be-verified';
import { gatewayPortsAreOnAService } from '../gateway-ports-are-on-a-service';
import { gatewaysHaveHostsOfTheirOwn } from '../gateways-have-hosts-of-their-own';
import { gatewaysHaveRoutes } from '../gateways-have-routes';
import { gatewaysNameTheirHosts } from '../gateways-name-their-hosts';
import { gatewaysSpeakASafeTls } from '../gateways-speak-a-safe-tls';
import { hostsOfServersDoNotStopIstiod } from '../hosts-of-servers-do-not-stop-istiod';
import { policiesOfGatewaysAreAttached } from '../policies-of-gateways-are-attached';
import { serversOfGatewaysAreServed } from '../servers-of-gateways-are-served';

/** What comes in from outside. */
export const gateways: readonly Check[] = [
  gatewaysHaveHostsOfTheirOwn, serversOfGatewaysAreServed, hostsOfServersDoNotStopIstiod, gatewayPortsAreOnAService, gatewaysHaveRoutes, certificatesServeOneServer, clientCertificatesCanBeVerified,
  gatewaysSpeakASafeTls, gatewaysNameTheirHosts, policiesOfGatewaysAreAttached,
];
