import type { Problem } from '../findings';

const UNIX_PREFIX = 'unix://';

export function isUnixSocket(address: string): boolean {
  return address.startsWith(UNIX_PREFIX);
}

/** A Unix domain socket: an absolute path of a file, or an abstract name that begins with `@`. */
export function unixSocketProblem(address: string): Problem | undefined {
  const path = address.slice(UNIX_PREFIX.length);
  if (path.startsWith('@') || (path.startsWith('/') && !path.endsWith('/'))) return undefined;
  return { message: `${JSON.stringify(address)} does not name a socket`, help: 'write unix:///PATH/TO/SOCKET with an absolute path, or unix://@NAME' };
}
