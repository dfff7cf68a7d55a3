import { applicationsAreNotTheProxysUser } from '../applications-are-not-the-proxys-user';
import { applicationsLeaveTheProxysPorts } from '../applications-leave-the-proxys-ports';
import type { Check } from '../check';
import { containerPortsHaveOneNumber } from '../container-ports-have-one-number';
import { containerPortsHaveOneProtocol } from '../container-ports-have-one-protocol';
import { headlessServicesHavePlainRoutes } from '../headless-services-have-plain-routes';
import { hostsWithSeveralAddressesAreImportedWhole } from '../hosts-with-several-addresses-are-imported-whole';
import { portNamesSayTheProtocol } from '../port-names-say-the-protocol';
import { probesNameDeclaredPorts } from '../probes-name-declared-ports';
import { serverFirstProtocolsAreDeclared } from '../server-first-protocols-are-declared';
import { serviceEntriesAgreeOnProtocols } from '../service-entries-agree-on-protocols';
import { serviceEntriesHaveHostsOfTheirOwn } from '../service-entries-have-hosts-of-their-own';
import { servicePortsAreTcpOrUdp } from '../service-ports-are-tcp-or-udp';
import { servicesHavePods } from '../services-have-pods';
import { targetPortsAreOpen } from '../target-ports-are-open';
import { tcpServiceEntriesHaveAddresses } from '../tcp-service-entries-have-addresses';

/** Ports, what they speak, and where they lead. */
export const ports: readonly Check[] = [
  portNamesSayTheProtocol, serverFirstProtocolsAreDeclared, targetPortsAreOpen, servicesHavePods, probesNameDeclaredPorts,
  containerPortsHaveOneProtocol, containerPortsHaveOneNumber, servicePortsAreTcpOrUdp, applicationsLeaveTheProxysPorts, applicationsAreNotTheProxysUser,
  headlessServicesHavePlainRoutes, tcpServiceEntriesHaveAddresses, hostsWithSeveralAddressesAreImportedWhole, serviceEntriesHaveHostsOfTheirOwn, serviceEntriesAgreeOnProtocols,
];
