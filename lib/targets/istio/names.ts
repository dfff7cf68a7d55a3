import type { ExternalFacts, GatewayFacts, ServiceFacts } from '../../model';

/**
 * Names of what is written, as far as they are not those of the thing itself. A Service, its DestinationRule and its VirtualService, a ServiceAccount,
 * a Gateway and what deploys it carry the name of their construct; a Deployment is `<workload>-<version>`. Everything below has a dot
 * in it, which no such name has, so that the two never meet.
 */
export const names = {
  /** What the clients of another owner say of connections to a destination, in their own namespace: `<service>.<namespace>`. */
  clientRule: (destination: ServiceFacts | ExternalFacts, namespace: string): string => `${destination.name}.${namespace}`,
  /** Further hosts of an external service: `<external>.<host>`. */
  externalHost: (external: ExternalFacts, host: string): string => `${external.name}.${hostName(host)}`,
  /** What one workload presents to a host outside: `<external>.<workload>`, and for further hosts `<external>.<workload>.<host>`. */
  clientCertificate: (external: ExternalFacts, workload: string, host?: string): string => `${external.name}.${workload}${host === undefined ? '' : `.${hostName(host)}`}`,
  /** The routes of one host at a gateway: `<gateway>.<host>`. */
  gatewayHost: (gateway: GatewayFacts, host: string): string => `${gateway.name}.${hostName(host)}`,
  /** What another owner's route does there: `<gateway>.<host>.<route>`, numbered from its second rule on. */
  delegate: (gateway: GatewayFacts, host: string, routePath: string, nth: number): string =>
    `${gateway.name}.${hostName(host)}.${lastSegment(routePath)}${nth === 0 ? '' : `-${nth + 1}`}`,
};

const hostName = (host: string): string => (host === '*' ? 'any' : host.charCodeAt(0) === 42 ? `any${host.slice(1)}` : host);

/** Id of a construct as a name may contain it. */
function lastSegment(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1).toLowerCase().replace(/[^a-z0-9-]+/g, '-').replace(/^-+|-+$/g, '') || 'route';
}
