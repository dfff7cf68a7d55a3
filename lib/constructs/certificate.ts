import { dnsLabel } from './arguments';
import { KIND } from './declare';

/** The certificate of a listener, in a Secret of the gateway's namespace. */
export class Certificate {
  /** The server's certificate. */
  static secret(name: string): Certificate { return new Certificate(name, false); }
  /** The same, and clients must show a certificate that the Secret's CA has signed. */
  static mutual(name: string): Certificate { return new Certificate(name, true); }
  readonly [KIND] = 'certificate';
  private constructor(/** @internal */ readonly name: string, /** @internal */ readonly isMutual: boolean) { dnsLabel(undefined, 'the name of a Secret', name); Object.freeze(this); }
}
