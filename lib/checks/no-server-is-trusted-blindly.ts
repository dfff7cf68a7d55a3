import { finding, type Check } from './check';
import { ownTls } from './parts/client-tls';

/** Anyone on the way can read and answer. */
export const noServerIsTrustedBlindly: Check = {
  code: 'MESH2355',
  title: 'no TLS to a server goes without verifying it',
  severity: 'warning',
  equals: ['IST0128', 'IST0129'],
  docs: '`insecureSkipVerify: true` takes any certificate, of anyone. Encryption to whoever answers protects nothing.',
  *run({ world }) {
    for (const { rule, tls, field, port, subset } of ownTls(world)) if (tls.insecureSkipVerify === true) yield finding(rule.object, `${field}.insecureSkipVerify`, `the certificate of ${rule.written} is not verified`, { help: 'set caCertificates, and remove insecureSkipVerify', equals: subset !== undefined || typeof tls.caCertificates === 'string' ? [] : [port === undefined ? 'IST0128' : 'IST0129'] });
  },
};
