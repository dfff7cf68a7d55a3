import { textMatches, type Cors, type HeaderChange, type Sourced } from '../effective';
import { isPreflight, type Message } from './message';
import type { Step } from './outcome';
import { end, say, type End } from './walk';
import { by } from './words';

/** A browser's question before a request of another origin: the proxy answers it, for origins that it knows. */
export function preflight(steps: Step[], { value: cors, from }: Sourced<Cors>, name: string, message: Message): End | undefined {
  const { origin } = message.headers;
  if (!isPreflight(message)) return undefined;
  const known = cors.allowOrigins.some((m) => textMatches(m, origin) || (m.kind === 'exact' && m.value === '*'));
  if (!known && cors.unmatchedPreflights !== 'IGNORE') return undefined;
  say(steps, 'route', () => `${name} answers the preflight of ${origin} by itself${known ? '' : ', without leave'}${by(from)}`, from);
  return end('answered', steps, { status: 200, ...(known && { responseHeaders: [grant(cors, origin)] }) });
}
function grant(cors: Cors, origin: string): HeaderChange {
  const set: Record<string, string> = { 'access-control-allow-origin': origin };
  if (cors.allowMethods.length > 0) set['access-control-allow-methods'] = cors.allowMethods.join(',');
  if (cors.allowHeaders.length > 0) set['access-control-allow-headers'] = cors.allowHeaders.join(',');
  if (cors.exposeHeaders.length > 0) set['access-control-expose-headers'] = cors.exposeHeaders.join(',');
  if (cors.allowCredentials) set['access-control-allow-credentials'] = 'true';
  if (cors.maxAge !== undefined) set['access-control-max-age'] = String(cors.maxAge / 1000);
  return { set, add: {}, remove: [] };
}
