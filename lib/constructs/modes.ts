/** Whether a server's proxy accepts plaintext. */
export enum MtlsMode {
  /** Only mutual TLS between proxies. */
  STRICT = 'STRICT',
  /** Both; for the time of a migration. */
  PERMISSIVE = 'PERMISSIVE',
  /** Plaintext, although there is a proxy. */
  DISABLE = 'DISABLE',
}
/** Who may call whom. */
export enum AccessMode {
  /** Who declares a call, and nobody else. */
  DECLARED_CALLS = 'DECLARED_CALLS',
  /** A dry run of who may call whom: logs what would be denied, denies nothing. mTLS, tokens and rate limits are enforced all the same. */
  AUDIT = 'AUDIT',
  /** Everybody; explicit policies hold. */
  OPEN = 'OPEN',
}
/** What each proxy knows of. */
export enum Visibility {
  /** What its workload declares to call. */
  DECLARED_CALLS = 'DECLARED_CALLS',
  /** Its namespace, and what its workload declares to call. */
  NAMESPACE = 'NAMESPACE',
  /** Everything. */
  ALL = 'ALL',
}
/** Hosts that nothing declares. */
export enum Egress {
  /** Refused by the caller's proxy. */
  DECLARED = 'DECLARED',
  /** Passed through. */
  ANY = 'ANY',
}
/** Calls from other meshes of the app. */
export enum CallsFromOthers {
  /** Need `allows()`. */
  REFUSED = 'REFUSED',
  /** A declared call is enough. */
  ALLOWED = 'ALLOWED',
}
