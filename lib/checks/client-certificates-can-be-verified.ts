import { KIND, type SourceObject } from '../effective';
import { finding, type Check } from './check';
import { gatewayWorkloads } from './parts/client-namespaces';
import { madeSecrets } from './parts/credentials';
import { fields, textOf } from './parts/fields';
import { serversIn } from './parts/gateway-hosts';

/** A server that wants certificates of its clients, and nothing to verify them by. */
export const clientCertificatesCanBeVerified: Check = {
  code: 'MESH2553',
  title: 'a Gateway that wants certificates of clients has their authority',
  severity: 'error',
  docs: 'Modes MUTUAL and OPTIONAL_MUTUAL verify certificates of clients by an authority: `ca.crt` or `cacert` of the Secret, a Secret of the same name with `-cacert` behind it, `caCertCredentialName`, or a file. Without one no client gets through. Told where the Secret is part of the input, and filled there.',
  *run({ world, closed }) {
    const made = madeSecrets(world);
    for (const object of world.objects.of(KIND.gateway)) for (const server of serversIn(object)) {
      const tls = server.tls ?? {}, name = textOf(tls.credentialName);
      if (!['MUTUAL', 'OPTIONAL_MUTUAL'].includes(textOf(tls.mode)) || name === '' || name.includes('://') || textOf(tls.caCertCredentialName) !== '' || textOf(tls.caCertificates) !== '') continue;
      for (const namespace of new Set(gatewayWorkloads(world, object).map((w) => w.namespace))) {
        const secret = world.objects.named(KIND.secret, namespace, name), other = `${name}-cacert`;
        if (!secret || !closed || !isFilled(secret) || has(secret, 'ca.crt', 'cacert') || world.objects.named(KIND.secret, namespace, other) || made.has(`${namespace}/${name}`) || made.has(`${namespace}/${other}`)) continue;
        yield finding(object, `${server.at}.tls.credentialName`, `Secret '${name}' has no authority for the certificates of clients, and there is no '${other}': no client gets through`, { help: `put ca.crt into the Secret, or make '${other}'`, related: [{ ...secret.place(), message: 'the Secret is' }] });
      }
    }
  },
};
const has = ({ manifest }: SourceObject, ...keys: string[]): boolean => keys.some((k) => fields(manifest.data)?.[k] !== undefined || fields(manifest.stringData)?.[k] !== undefined);
const isFilled = (secret: SourceObject): boolean => has(secret, 'tls.crt', 'cert');
