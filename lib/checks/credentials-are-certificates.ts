import { KIND, type SourceObject } from '../effective';
import { finding, type Check } from './check';
import { gatewayCredentials } from './parts/credentials';
import { fields } from './parts/fields';

/** The Secret is there, but a proxy can do nothing with it. */
export const credentialsAreCertificates: Check = {
  code: 'MESH2056',
  title: 'the Secret of a Gateway holds a key and a certificate that is valid',
  severity: 'warning',
  equals: ['IST0161'],
  docs: `A gateway takes a key pair from \`tls.crt\` and \`tls.key\`, or from \`cert\` and \`key\`. Other names are not read, an empty or unreadable certificate is refused, and one that has expired is refused by clients. Until the Secret is right, connections to the server fail.

A Secret without any data is taken for one that somebody else fills, and left alone.`,
  *run({ world }) {
    const seen = new Map<SourceObject, string | undefined>();
    for (const use of gatewayCredentials(world)) for (const namespace of use.namespaces) {
      if (use.ca) continue;
      const secret = world.objects.named(KIND.secret, namespace, use.name);
      if (!secret) continue;
      if (!seen.has(secret)) seen.set(secret, problemOf(secret));
      const problem = seen.get(secret);
      if (problem !== undefined) yield finding(use.object, use.field, `Secret '${use.name}' ${problem}`, { help: 'fill it with tls.crt and tls.key: kubectl create secret tls', related: [{ ...secret.place(), message: 'the Secret is' }] });
    }
  },
};

function problemOf({ manifest }: SourceObject): string | undefined {
  const data = fields(manifest.data) ?? {}, plain = fields(manifest.stringData) ?? {};
  if (Object.keys(data).length === 0 && Object.keys(plain).length === 0) return undefined;
  const read = (key: string): string => (typeof plain[key] === 'string' ? plain[key] : typeof data[key] === 'string' ? Buffer.from(data[key], 'base64').toString('utf8') : '');
  const certificate = read('cert') !== '' && read('key') !== '' ? read('cert') : read('tls.crt') !== '' && read('tls.key') !== '' ? read('tls.crt') : undefined;
  if (certificate === undefined) return `has no key pair: neither tls.crt and tls.key nor cert and key are there and filled`;
  const { X509Certificate } = require('node:crypto') as typeof import('node:crypto');   // loaded where there is a Secret
  try {
    const { validTo, validFrom } = new X509Certificate(certificate), now = Date.now();
    if (now > Date.parse(validTo)) return `holds a certificate that expired on ${new Date(validTo).toISOString().slice(0, 10)}`;
    if (now < Date.parse(validFrom)) return `holds a certificate that is not valid before ${new Date(validFrom).toISOString().slice(0, 10)}`;
    return undefined;
  } catch { return 'holds no readable certificate'; }
}
