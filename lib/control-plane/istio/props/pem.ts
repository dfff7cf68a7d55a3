import type { Problem } from '../../../manifests/rules/findings';

const HELP = "give the text of the file, which begins with -----BEGIN CERTIFICATE-----: readFileSync('ca.pem', 'utf8')";

/** PEM text of certificates, as istiod and its proxies read it. `authorities`: each must be a CA's. The text itself is never repeated: what was pasted by mistake may be a key. */
export function certificatesProblem(pem: unknown, authorities: boolean): Problem | undefined {
  if (typeof pem !== 'string') return { message: 'must be PEM text of certificates', help: HELP };
  if (/-----BEGIN [A-Z0-9 ]*PRIVATE KEY/.test(pem)) return { message: 'holds a private key, which would be written for everybody to read', help: 'give the certificate alone, and take the key for lost if this was committed anywhere' };
  const blocks = pem.match(/-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g) ?? [];
  const begun = pem.match(/-----BEGIN ([A-Z0-9 ]+)-----/g) ?? [];
  if (blocks.length === 0) return { message: begun.length === 0 ? 'is not PEM text' : `has no whole certificate, but ${begun[0]!}`, help: HELP };
  const odd = begun.filter((line) => line !== '-----BEGIN CERTIFICATE-----');
  if (odd.length > 0 || begun.length !== blocks.length) return { message: odd.length > 0 ? `has more than certificates: ${odd[0]!}` : 'has a certificate that is cut off', help: HELP };
  // Loading it costs a few milliseconds, and most programs give no certificate.
  const { X509Certificate } = require('node:crypto') as typeof import('node:crypto');
  for (const [i, block] of blocks.entries()) {
    const which = blocks.length === 1 ? 'the certificate' : `certificate ${i + 1} of ${blocks.length}`;
    try {
      const certificate = new X509Certificate(block);
      if (authorities && !certificate.ca) return { message: `${which} (${certificate.subject.replaceAll('\n', ', ')}) is not one of a certificate authority`, help: 'give the CA that signed it: a certificate with the basic constraint CA:TRUE' };
    } catch {
      return { message: `${which} cannot be read: it is damaged, or cut off`, help: HELP };
    }
  }
  return undefined;
}
