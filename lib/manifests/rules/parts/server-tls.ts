import type { Findings } from '../findings';
import { fields, list, text, type Fields } from '../fields';

const CIPHERS = new Set([
  'AES128-GCM-SHA256', 'AES128-SHA', 'AES256-GCM-SHA384', 'AES256-SHA', 'DES-CBC3-SHA',
  'ECDHE-ECDSA-AES128-GCM-SHA256', 'ECDHE-ECDSA-AES128-SHA', 'ECDHE-ECDSA-AES256-GCM-SHA384', 'ECDHE-ECDSA-AES256-SHA', 'ECDHE-ECDSA-CHACHA20-POLY1305',
  'ECDHE-RSA-AES128-GCM-SHA256', 'ECDHE-RSA-AES128-SHA', 'ECDHE-RSA-AES256-GCM-SHA384', 'ECDHE-RSA-AES256-SHA', 'ECDHE-RSA-CHACHA20-POLY1305',
]);
/** Beginning of a cipher's name; anything else (`-`, `+`, `!`) is an operator, left to Envoy. */
const NAME_START = /^[\p{L}\p{N}]/u;
const OWN_CERTIFICATE_FIELDS = ['serverCertificate', 'privateKey', 'caCertificates', 'credentialName'] as const;

/** TLS of a listener: a gateway's server or a sidecar's ingress. */
export function serverTlsRule(tls: Fields, f: Findings): void {
  const mode = text(tls.mode) || 'PASSTHROUGH';
  ciphersRule(tls, f);
  if (mode === 'ISTIO_MUTUAL') {
    for (const field of OWN_CERTIFICATE_FIELDS) {
      if (text(tls[field]) !== '') f.error(field, `${field} has no place in mode ISTIO_MUTUAL`, 'remove it: the mesh brings the certificates');
    }
    for (const field of ['tlsCertificates', 'credentialNames']) {
      if (list(tls[field]).length > 0) f.error(field, `${field} has no place in mode ISTIO_MUTUAL`, 'remove it: the mesh brings the certificates');
    }
    return;
  }
  const named = text(tls.credentialName) !== '' || list(tls.credentialNames).length > 0;
  const inline = list(tls.tlsCertificates);
  const files = text(tls.serverCertificate) !== '' && text(tls.privateKey) !== '';
  if (mode === 'PASSTHROUGH' || mode === 'AUTO_PASSTHROUGH') {
    if (named || inline.length > 0 || text(tls.serverCertificate) !== '' || text(tls.privateKey) !== '' || text(tls.caCertificates) !== '' || text(tls.caCrl) !== '') {
      f.warn('', `mode ${mode} passes TLS through, its certificates are ignored`, 'use mode SIMPLE to terminate TLS here, or remove the certificates');
    }
  }
  const sources = +files + +(text(tls.credentialName) !== '') + +(list(tls.credentialNames).length > 0) + +(inline.length > 0);
  if (sources > 1) f.error('', 'the certificate comes from several places', 'keep one of credentialName, credentialNames, serverCertificate with privateKey, and tlsCertificates');
  const terminating = mode === 'SIMPLE' || mode === 'MUTUAL' || mode === 'OPTIONAL_MUTUAL';
  if (terminating && named) return;
  if (terminating) {
    if (mode !== 'SIMPLE' && text(tls.caCertificates) === '') {
      f.error('caCertificates', `mode ${mode} has no CA to verify clients with`, 'set caCertificates, or a credentialName whose Secret holds ca.crt');
    }
    if (inline.length > 2) f.warn('tlsCertificates', `${inline.length} certificates are given, at most 2 are used`, 'keep one RSA and one ECDSA certificate');
    if (inline.length === 0) certificateRule(tls, mode, f);
    for (let i = 0; i < inline.length; i++) {
      f.enter('tlsCertificates', i);
      certificateRule(fields(inline[i]) ?? {}, mode, f);
      f.leave();
    }
  }
  if (text(tls.caCrl) !== '') {
    if (text(tls.credentialName) !== '') f.error('caCrl', 'caCrl cannot stand beside credentialName', 'put the revocation list into the Secret as ca.crl');
    if (mode === 'SIMPLE') f.error('caCrl', 'caCrl needs client certificates, which mode SIMPLE does not ask for', 'use mode MUTUAL, or remove caCrl');
  }
}

function certificateRule(holder: Fields, mode: string, f: Findings): void {
  if (text(holder.serverCertificate) === '') f.error('serverCertificate', `mode ${mode} has no server certificate`, 'set credentialName, or serverCertificate with privateKey');
  if (text(holder.privateKey) === '') f.error('privateKey', `mode ${mode} has no private key`, 'set credentialName, or serverCertificate with privateKey');
}

function ciphersRule(tls: Fields, f: Findings): void {
  const suites = list(tls.cipherSuites);
  if (suites.length === 0) {
    if (tls.minProtocolVersion === 'TLSV1_0' || tls.minProtocolVersion === 'TLSV1_1') {
      f.warn('minProtocolVersion', `no default cipher suite serves ${tls.minProtocolVersion}`, 'name suites in cipherSuites, or require TLSV1_2');
    }
    return;
  }
  const seen = new Set<string>();
  for (let i = 0; i < suites.length; i++) {
    const suite = text(suites[i]);
    if (suite !== '' && suite !== 'ALL' && NAME_START.test(suite) && !CIPHERS.has(suite)) {
      f.warn('cipherSuites', `cipher suite ${JSON.stringify(suite)} is unknown and ignored`, 'use a suite of BoringSSL, as ECDHE-RSA-AES128-GCM-SHA256', i);
    } else if (seen.has(suite)) {
      f.warn('cipherSuites', `cipher suite ${JSON.stringify(suite)} is named twice`, 'remove one', i);
    } else {
      seen.add(suite);
    }
  }
}
