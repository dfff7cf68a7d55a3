import type { Findings } from '../findings';
import { fields, list, text } from '../fields';

const CONFIG_MAP = 'configmap://';

/** TLS towards a destination; `field` is where it stands. */
export function clientTlsRule(value: unknown, namespace: string, f: Findings, field = 'tls'): void {
  const tls = fields(value);
  if (tls === undefined) return;
  const mode = text(tls.mode) || 'DISABLE';
  const credential = text(tls.credentialName);
  const ca = text(tls.caCertificates) !== '';
  f.enter(field);
  if (credential.startsWith(CONFIG_MAP)) {
    const [owner = '', name = ''] = credential.slice(CONFIG_MAP.length).split('/');
    if (owner === '' || name === '') {
      f.error('credentialName', `${JSON.stringify(credential)} does not name a ConfigMap`, `write ${CONFIG_MAP}${namespace}/NAME`);
    } else if (owner !== namespace) {
      f.error('credentialName', `ConfigMap ${owner}/${name} is in another namespace`, `use a ConfigMap of namespace ${namespace}`);
    }
  }
  if (tls.insecureSkipVerify === true && (mode === 'SIMPLE' || mode === 'MUTUAL')) {
    if (ca || (mode === 'SIMPLE' && credential !== '') || list(tls.subjectAltNames).length > 0) {
      f.error('insecureSkipVerify', 'the server is verified and not verified at once', 'remove insecureSkipVerify, or what names the CA and the subject');
    }
  }
  if (mode === 'MUTUAL' || mode === 'SIMPLE') {
    if (credential !== '') {
      if (ca || text(tls.clientCertificate) !== '' || text(tls.privateKey) !== '' || text(tls.caCrl) !== '') {
        f.error('credentialName', 'certificates come both from a Secret and from files', 'keep credentialName, or clientCertificate, privateKey, caCertificates and caCrl');
      }
    } else if (mode === 'MUTUAL') {
      if (text(tls.clientCertificate) === '') f.error('clientCertificate', 'mode MUTUAL has no client certificate', 'set credentialName, or clientCertificate with privateKey');
      if (text(tls.privateKey) === '') f.error('privateKey', 'mode MUTUAL has no private key', 'set credentialName, or clientCertificate with privateKey');
    }
  }
  f.leave();
}
