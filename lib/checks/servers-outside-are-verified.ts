import { finding, type Check } from './check';
import { ownTls } from './parts/client-tls';

/** What is trusted is left to defaults. */
export const serversOutsideAreVerified: Check = {
  code: 'MESH2314',
  title: 'a rule for TLS to a server says whose certificates are trusted',
  severity: 'info',
  equals: ['IST0128', 'IST0129'],
  docs: `A DestinationRule with mode SIMPLE or MUTUAL and without \`caCertificates\` trusts every authority that the proxy's image does (and nobody, in old versions of Istio, which did not verify at all). Name the file of the authority where the server has one of its own; accept this finding where it has a
public certificate.`,
  *run({ world }) {
    for (const { rule, tls, field, mode, port, subset } of ownTls(world)) {
      if (typeof tls.caCertificates === 'string' && tls.caCertificates !== '') continue;
      if (typeof tls.credentialName === 'string' && tls.credentialName !== '' && rule.clients) continue;
      if (tls.insecureSkipVerify === true) continue;
      yield finding(rule.object, field, `TLS (${mode}) to ${rule.written}${port === undefined ? '' : `:${port}`} trusts every public authority`, { help: 'set caCertificates, or system: to say so', equals: subset !== undefined ? [] : [port === undefined ? 'IST0128' : 'IST0129'] });
    }
  },
};
