import { generateKeyPairSync } from 'node:crypto';
import { CertificateAuthority } from '../../../lib/control-plane/istio/props/authority';
import { certificatesProblem } from '../../../lib/control-plane/istio/props/pem';
import { authority, leaf } from '../../helpers/certificates';
import { settingsOf } from '../istiod/objects';
import { message } from './message';

const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const key = privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;

test('certificates are read, one or several, with what stands around them', () => {
  expect(certificatesProblem(authority, true)).toBeUndefined();
  expect(certificatesProblem(`# ours\n${authority}\n${authority.replaceAll('\n', '\r\n')}`, true)).toBeUndefined();
  expect(certificatesProblem(`${authority}${leaf}`, false)).toBeUndefined();
});

test.each<[string, unknown, RegExp]>([
  ['no text', Buffer.from(authority), /must be PEM text/],
  ['nothing', '', /is not PEM text/],
  ['the name of a file', 'ca.pem', /is not PEM text/],
  ['half of one', authority.slice(0, 200), /has no whole certificate/],
  ['one and a half', authority + authority.slice(0, 200), /cut off/],
  ['a damaged one', authority.replace('MIIB', 'MIIC'), /cannot be read/],
  ['a damaged one of two', authority + authority.replace('MIIB', 'MIIC'), /certificate 2 of 2 cannot be read/],
  ['a request', authority.replaceAll('CERTIFICATE', 'CERTIFICATE REQUEST'), /but -----BEGIN CERTIFICATE REQUEST-----/],
  ['one that is no authority', leaf, /CN=leaf\.example\.com\) is not one of a certificate authority/],
])('not %s', (_name, pem, expected) => { expect(certificatesProblem(pem, true)?.message).toMatch(expected); });

test.each([['alone', key], ['beside a certificate', authority + key], ['of the old form', key.replaceAll('PRIVATE KEY', 'EC PRIVATE KEY')], ['cut off', key.slice(0, 120)]])('a key, %s, is refused and not repeated', (_name, pem) => {
  const said = [
    message(() => CertificateAuthority.kubernetesSigner('a.b/c', { rootCertificate: pem })), message(() => settingsOf({ istiod: { jwksCa: pem } })), message(() => settingsOf({ meshConfig: { caCertificates: [{ pem }] } })),
  ];
  for (const text of said) {
    expect(text).toMatch(/holds a private key, which would be written for everybody to read/);
    for (const line of key.split('\n').slice(1, 3)) expect(text).not.toContain(line.slice(0, 20));
  }
});

test('each says where it is', () => {
  expect(message(() => CertificateAuthority.kubernetesSigner('a.b/c', { rootCertificate: 'x' }))).toMatch(/rootCertificate of signer 'a\.b\/c': is not PEM text/);
  expect(message(() => settingsOf({ istiod: { jwksCa: 'x' } }))).toMatch(/istiod\.jwksCa: is not PEM text/);
  expect(message(() => settingsOf({ meshConfig: { caCertificates: [{ pem: authority }, { pem: 'x' }, {}] } }))).toMatch(/meshConfig\.caCertificates\[1\]\.pem: is not PEM text[^]*meshConfig\.caCertificates\[2\]: names no certificate/);
});

test('istio-csr has a host and a port', () => {
  expect(message(() => CertificateAuthority.istioCsr())).toBe('nothing');
  expect(message(() => CertificateAuthority.istioCsr({ address: '[2001:db8::1]:443' }))).toBe('nothing');
  for (const address of ['istio-csr', 'https://istio-csr:443', 'istio-csr:x', 'istio-csr:0', 'a b:443']) expect(message(() => CertificateAuthority.istioCsr({ address }))).toMatch(/address of istio-csr: [^]*help: write its host and port/);
});
