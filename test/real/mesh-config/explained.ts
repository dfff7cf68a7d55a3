import type { Violation } from '../../../lib/manifests/violation';
import type { MeshConfigVerdict } from '../oracle';

interface Difference { readonly why: string; readonly holds: (istio: MeshConfigVerdict, ours: readonly Violation[]) => boolean }

const all = (ours: readonly Violation[], test: (violation: Violation) => boolean): boolean => ours.length > 0 && ours.every(test);
const accepted = ({ unknown, errors, providers, warnings }: MeshConfigVerdict): boolean => (unknown ?? errors ?? providers ?? warnings) === undefined;

/** What is meant to differ, each with its reason. */
const MEANT: readonly Difference[] = [
  { why: 'of alternatives that are set together Istio keeps one, without a word: an error here', holds: (istio, ours) => accepted(istio) && all(ours, ({ message }) => /^only one of .* may be set/.test(message)) },
  { why: 'Istio takes the number of an enum\'s value: here only its name', holds: (istio, ours) => accepted(istio) && all(ours, ({ message }) => /^expected a string, found -?[0-9]+$/.test(message)) },
  { why: 'of providers with one name Istio keeps the last, without a word: an error here', holds: (istio, ours) => accepted(istio) && all(ours, ({ path, message }) => /^extensionProviders\[\d+\]\.name$/.test(path) && message.includes('is already at')) },
  { why: 'a default provider that is not declared does nothing: a warning here', holds: (istio, ours) => accepted(istio) && all(ours, ({ path, level }) => path.startsWith('defaultProviders.') && level === 'warning') },
  { why: 'a selector with an unknown operator, or none, selects nothing and Istio only logs it: an error here', holds: (istio, ours) => accepted(istio) && all(ours, ({ path }) => /[sS]elector(?:s\[\d+\])?\.matchExpressions\[\d+\]\.(?:key|operator)$/.test(path)) },
  { why: 'a keepalive needs both its times, as Istio asks of a DestinationRule', holds: (istio, ours) => accepted(istio) && all(ours, ({ path }) => path.startsWith('defaultTrafficPolicy.connectionPool.http.http2KeepAlive.')) },
  { why: 'consecutiveErrors is deprecated, as Istio says of a DestinationRule', holds: (istio, ours) => accepted(istio) && all(ours, ({ path }) => path === 'defaultTrafficPolicy.outlierDetection.consecutiveErrors') },
  { why: 'Istio\'s check of providers does not know the provider sds, which its other code uses', holds: ({ unknown, errors, providers }, ours) => ours.length === 0 && (unknown ?? errors) === undefined && providers?.length === 1 && providers[0]!.includes('MeshConfig_ExtensionProvider_Sds') },
];

/** Why a difference is meant; undefined when it is not. */
export const explained = (istio: MeshConfigVerdict, ours: readonly Violation[]): string | undefined => MEANT.find(({ holds }) => holds(istio, ours))?.why;
