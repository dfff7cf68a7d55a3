/**
 * A request as a proxy sees it. `undefined`: not known, so that a condition on it has no answer; `null`: known to be absent. Names of headers are lower case;
 * a header that is not listed is absent.
 */
export interface SeenRequest {
  readonly method?: string;
  /** With its query, as sent. */
  readonly target?: string;
  /** Host header as sent, perhaps with a port. */
  readonly authority?: string | null;
  readonly scheme?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly sni?: string | null;
  readonly port?: number;
  /** Identity of the peer without `spiffe://`; null: none was shown. */
  readonly principal?: string | null;
  readonly peerAddress?: string | null;
  readonly clientAddress?: string | null;
  readonly destinationAddress?: string | null;
  /** Of a verified token; null: there is none. */
  readonly token?: { readonly issuer: string; readonly subject?: string; readonly claims: Readonly<Record<string, unknown>> } | null;
}
