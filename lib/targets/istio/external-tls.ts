import { HTTP_PROTOCOLS, type ExternalFacts } from '../../model';
import type { Tls } from './traffic-policy';

/** TLS that the proxy adds on the way to a host outside, for ports on which the application speaks plain HTTP. */
export function externalTls(e: ExternalFacts, host: string): { readonly all?: Tls; readonly ports: ReadonlyMap<number, Tls | undefined> } {
  if (!e.tls) return { ports: NONE };
  const tls = originated(e.tls, host);
  const plain = e.ports.filter((p) => HTTP_PROTOCOLS.has(p.protocol));
  return plain.length === e.ports.length ? { all: tls, ports: NONE } : { ports: new Map(plain.map((p) => [p.number, tls])) };
}
const NONE: ReadonlyMap<number, Tls> = new Map();

/** Istio's word for the certificate authorities that the proxy's image trusts. A Secret brings its own. */
const SYSTEM = 'system';

function originated(tls: NonNullable<ExternalFacts['tls']>, host: string): Tls {
  const { caCertificates, clientCertificate, subjectAltNames } = tls;
  const sni = tls.sni ?? (host.charCodeAt(0) === 42 ? undefined : host);
  // The name that is asked for is the name that must be proved, unless others are given.
  const proved = subjectAltNames.length > 0 ? subjectAltNames : sni === undefined ? undefined : [sni];
  return {
    ...(clientCertificate === undefined && { caCertificates: caCertificates ?? SYSTEM }),
    ...(clientCertificate !== undefined && { credentialName: clientCertificate }),
    mode: clientCertificate === undefined ? 'SIMPLE' : 'MUTUAL',
    ...(sni !== undefined && { sni }),
    ...(proved && { subjectAltNames: proved }),
  };
}
