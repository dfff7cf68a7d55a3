import type { Violation } from '../../../lib/manifests/violation';
import type { MeshConfigVerdict } from '../oracle';
import { ourVerdict, verdictOf } from './verdicts';

/** What we say and Istio does not, each with its reason. */
const ALTERNATIVES = /^only one of .* may be set/;
const STRICTER: readonly { readonly why: string; readonly is: (violation: Violation) => boolean }[] = [
  { why: 'of alternatives that are set together Istio keeps one, without a word: an error here', is: ({ message }) => ALTERNATIVES.test(message) },
  { why: 'Istio takes the number of an enum\'s value: here only its name', is: ({ message }) => /^expected a string, found -?[0-9]+$/.test(message) },
  { why: 'of providers with one name Istio keeps the last, without a word: an error here', is: ({ path, message }) => /^extensionProviders\[\d+\]\.name$/.test(path) && message.includes('is already at') },
  { why: 'a default provider that is not declared does nothing: a warning here', is: ({ path, level }) => path.startsWith('defaultProviders.') && level === 'warning' },
  { why: 'a selector with an unknown operator, or none, selects nothing and Istio only logs it: an error here', is: ({ path }) => /[sS]elector(?:s\[\d+\])?\.matchExpressions\[\d+\]\.(?:key|operator)$/.test(path) },
  { why: 'a keepalive needs both its times, as Istio asks of a DestinationRule', is: ({ path }) => path.startsWith('defaultTrafficPolicy.connectionPool.http.http2KeepAlive.') },
  { why: 'consecutiveErrors is deprecated, as Istio says of a DestinationRule', is: ({ path }) => path === 'defaultTrafficPolicy.outlierDetection.consecutiveErrors' },
];
const SDS = 'Istio\'s check of providers does not know the provider sds, which its other code uses';

/** The reasons of a difference that is meant; undefined when there is one that is not. */
export function explained(istio: MeshConfigVerdict, ours: readonly Violation[]): readonly string[] | undefined {
  const reasons = new Set<string>();
  // Of what Istio drops it says nothing more.
  const dropped = ours.filter(({ message }) => ALTERNATIVES.test(message)).map(({ path }) => path);
  const rest = ours.filter((violation) => {
    if (dropped.some((path) => violation.path !== path && (path === '' || violation.path.startsWith(`${path}.`)))) return false;
    const found = STRICTER.find(({ is }) => is(violation));
    if (found) reasons.add(found.why);
    return found === undefined;
  });
  const providers = istio.providers?.filter((message) => !message.includes('MeshConfig_ExtensionProvider_Sds'));
  if (providers?.length !== istio.providers?.length) reasons.add(SDS);
  return verdictOf({ ...istio, providers: providers?.length ? providers : undefined }) === ourVerdict(rest) ? [...reasons] : undefined;
}
