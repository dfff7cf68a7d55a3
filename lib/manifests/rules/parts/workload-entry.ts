import type { Findings } from '../findings';
import { fields, list, number, text, type Fields } from '../fields';
import { isAddress } from '../syntax/address';
import { hostProblem } from '../syntax/host';
import { dnsLabelProblem } from '../syntax/label';
import { portProblem } from '../syntax/port';
import { labelsRule } from '../syntax/selector';
import { isUnixSocket, unixSocketProblem } from '../syntax/unix-socket';

/** What the ServiceEntry around an endpoint asks of it; a WorkloadEntry stands alone. */
export interface EndpointOptions {
  /** Ports of the ServiceEntry. */
  readonly ports?: readonly unknown[];
  readonly dnsNames: boolean;
  readonly unixSockets: boolean;
  /** Whether an endpoint of a network may do without an address. */
  readonly networkOnly: boolean;
}

export function workloadEntryRule(entry: Fields, options: EndpointOptions, f: Findings): void {
  const address = text(entry.address);
  const ports = fields(entry.ports);
  if (address === '' && options.networkOnly) {
    if (text(entry.network) === '') {
      f.error('address', 'the address is missing', 'set address, or network for a workload behind its network\'s gateway');
      return;
    }
    f.warn('address', 'the address is missing, only the network is known', 'requests will go to the gateway of the network; set address if that is not meant');
  } else if (options.unixSockets && isUnixSocket(address)) {
    f.check('address', unixSocketProblem(address));
    if (ports !== undefined && Object.keys(ports).length > 0) f.error('ports', 'a Unix socket has no ports', 'remove ports');
    if (options.ports !== undefined && countNames(options.ports) !== 1) f.error('address', 'a Unix socket serves exactly one port of the ServiceEntry', 'keep one port, or use addresses');
  } else if (!isAddress(address) && (!options.dnsNames || hostProblem(address) !== undefined)) {
    f.error('address', `${JSON.stringify(address)} is not ${options.dnsNames ? 'an IP address or a DNS name' : 'an IP address'}`,
      options.dnsNames ? 'write an address such as 10.0.0.1, or a name such as db.example.com' : 'write an address such as 10.0.0.1; names need resolution DNS');
  }
  if (ports !== undefined) {
    f.enter('ports');
    for (const name in ports) {
      if (ports[name] === undefined) continue;
      if (options.ports !== undefined && !hasName(options.ports, name)) f.error(name, `the ServiceEntry has no port ${JSON.stringify(name)}`, 'use the name of one of its ports');
      f.check(name, dnsLabelProblem('port name', name));
      f.check(name, portProblem(number(ports[name])));
    }
    f.leave();
  }
  labelsRule('labels', entry.labels, f);
}

function hasName(ports: readonly unknown[], name: string): boolean {
  for (let i = 0; i < ports.length; i++) if (text(fields(ports[i])?.name) === name) return true;
  return false;
}

function countNames(ports: readonly unknown[]): number {
  const names = new Set<string>();
  for (const port of list(ports)) names.add(text(fields(port)?.name));
  return names.size;
}
