import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { addresses } from './addresses';

/** What lets somebody in at the API server. */
export interface Credentials {
  readonly token: string;
  /** File of the certificate authority. */
  readonly ca: string;
  readonly kubeconfig: string;
}

/** Certificates, keys and the administrator's token of a cluster, in files of its folder. */
export function writeCredentials(folder: string): Credentials {
  const pki = join(folder, 'pki');
  mkdirSync(pki);
  const openssl = (...args: string[]): void => {
    const run = spawnSync('openssl', args, { cwd: pki, encoding: 'utf8' });
    if (run.status !== 0) throw new Error(`openssl ${args[0]}: ${run.error?.message ?? run.stderr}`);
  };
  for (const name of ['ca', 'apiserver', 'sa']) openssl('ecparam', '-name', 'prime256v1', '-genkey', '-noout', '-out', `${name}.key`);
  openssl('req', '-x509', '-new', '-key', 'ca.key', '-days', '3', '-subj', '/CN=test-ca', '-out', 'ca.crt');
  writeFileSync(join(pki, 'apiserver.ext'), `subjectAltName=DNS:localhost,DNS:kubernetes.default.svc,IP:${addresses.node},IP:${addresses.api}\n`);
  openssl('req', '-new', '-key', 'apiserver.key', '-subj', '/CN=kube-apiserver', '-out', 'apiserver.csr');
  openssl('x509', '-req', '-in', 'apiserver.csr', '-days', '3', '-CA', 'ca.crt', '-CAkey', 'ca.key', '-CAcreateserial', '-extfile', 'apiserver.ext', '-out', 'apiserver.crt');
  openssl('ec', '-in', 'sa.key', '-pubout', '-out', 'sa.pub');

  const token = randomBytes(16).toString('hex');
  writeFileSync(join(folder, 'tokens.csv'), `${token},admin,admin,system:masters\n`);
  const ca = join(pki, 'ca.crt');
  const kubeconfig = join(folder, 'admin.kubeconfig');
  const named = (name: string, value: object) => ({ name, ...value });
  writeFileSync(kubeconfig, JSON.stringify({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [named('test', { cluster: { server: addresses.server, 'certificate-authority-data': readFileSync(ca).toString('base64') } })],
    users: [named('admin', { user: { token } })],
    contexts: [named('test', { context: { cluster: 'test', user: 'admin' } })],
    'current-context': 'test',
  }));
  return { token, ca, kubeconfig };
}
