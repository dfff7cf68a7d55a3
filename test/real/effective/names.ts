import type { Target } from '../../../lib/effective';

/** Envoy's name of a cluster as a person writes it: `host:port/subset`. */
export function clusterName(name: string): string {
  const [direction, port, subset, ...host] = name.split('|');
  return direction === 'outbound' ? targetName({ host: host.join('|'), port: Number(port), ...(subset !== '' && { subset }) }) : name;
}
export const targetName = ({ host, port, subset }: Target): string => `${host}:${port}${subset === undefined ? '' : `/${subset}`}`;
