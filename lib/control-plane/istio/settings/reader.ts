import { dnsLabel, hostname, show } from '../../../constructs/arguments';
import { CallError } from '../../../constructs/call-error';
import type { IstioControlPlaneProps } from '../props/control-plane';

/** The account that a remote secret carries the token of. */
export interface ReaderSettings {
  readonly name: string;
  readonly namespace: string;
  /** Whether it is written; otherwise it is somebody else's. */
  readonly own: boolean;
}
export const READER_ACCOUNT = 'istio-reader-service-account';

/** `namespace` is istiod's. */
export function readerSettings(at: string, { reader = true, remote }: IstioControlPlaneProps, namespace: string): ReaderSettings | undefined {
  if (reader === true) return { name: READER_ACCOUNT, namespace, own: true };
  if (reader !== false && (typeof reader !== 'object' || reader === null)) throw new CallError(at, `reader must be an account, true or false, not ${show(reader)}`, "as { name: 'reader', namespace: 'mesh-readers' }");
  if (reader !== false) return { name: hostname(at, 'reader.name', reader.name, false), namespace: dnsLabel(at, 'reader.namespace', reader.namespace), own: false };
  if (remote !== undefined) throw new CallError(at, 'reader: false lets no other cluster read here, and remote says that another one serves this cluster', 'leave reader out');
  return undefined;
}
