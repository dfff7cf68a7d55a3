import type { Problem } from '../../../manifests/rules/findings';
import { isAddress } from '../../../manifests/rules/syntax/address';
import { hostProblem, scopedHostProblem } from '../../../manifests/rules/syntax/host';
import { isDnsLabel, LABEL_HELP } from '../../../manifests/rules/syntax/label';

const HELP = 'write HOST:PORT, as zipkin.istio-system:9411 or [2001:db8::1]:9411';

/** `HOST:PORT`, the host a DNS name or an address. */
export function hostPortProblem(value: string): Problem | undefined {
  const parts = /^(?:\[([^[\]]*)\]|([^[\]:]*)):([^:[\]]*)$/.exec(value);
  if (!parts) return { message: value === '' ? 'the address is missing' : `${JSON.stringify(value)} is not an address with a port`, help: HELP };
  const port = /^[-+]?[0-9]+$/.test(parts[3]!) ? Number(parts[3]) : NaN;
  if (!(port >= 1 && port <= 65535)) return { message: `${JSON.stringify(value)} has no port from 1 to 65535`, help: HELP };
  const host = parts[1] ?? parts[2]!;
  if (hostProblem(host) === undefined || isAddress(host)) return undefined;
  return { message: `${JSON.stringify(host)} is neither a DNS name nor an IP address`, help: HELP };
}

/** The same, where the proxy itself may fill in its node's address. */
export const nodePortProblem = (value: string): Problem | undefined => hostPortProblem(value.replace('$(HOST_IP)', '127.0.0.1'));

/** A service by its name or address, or `NAMESPACE/HOST`. */
export function providerServiceProblem(service: string): Problem | undefined {
  if (service.includes('/')) return scopedHostProblem(service, 'sidecar');
  if (isAddress(service)) return undefined;
  return hostProblem(service);
}

/** Labels between dots; the last may be empty. */
export function trustDomainProblem(domain: string): Problem | undefined {
  const labels = domain.split('.');
  if (labels.length > 1 && labels[labels.length - 1] === '') labels.pop();
  const bad = labels.find((label) => !isDnsLabel(label));
  if (bad === undefined) return undefined;
  return { message: domain === '' ? 'the trust domain is empty' : `${JSON.stringify(domain)} cannot be a trust domain`, help: `write it as cluster.local; between the dots, ${LABEL_HELP}` };
}
