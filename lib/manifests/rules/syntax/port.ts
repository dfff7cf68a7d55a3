import type { Problem } from '../findings';

/** A port number of a listener, service or destination. */
export function portProblem(port: number): Problem | undefined {
  if (port >= 1 && port <= 65535) return undefined;
  if (Number.isNaN(port)) return { message: 'the port is not a number', help: 'use a number from 1 to 65535' };
  return { message: port === 0 ? 'port number is missing' : `port number ${port} is out of range`, help: 'use a number from 1 to 65535' };
}
