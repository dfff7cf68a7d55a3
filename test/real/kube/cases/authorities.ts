import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'cdk8s';
import { CertificateAuthority, IstioControlPlane } from '../../../../lib/control-plane/istio';
import type { KubeObject } from '../../mesh/cluster';
import type { SuiteContext } from '../../suite';
import type { RealCluster } from '../cluster';
import { refusals } from './twice';

/** A certificate authority of openssl's, which stands in for the one that somebody has. */
export class TestAuthority {
  private readonly folder = mkdtempSync(join(tmpdir(), 'authority-'));
  readonly root: string;
  readonly key: string;

  constructor(name: string) {
    this.openssl('req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '3', '-subj', `/O=test/CN=${name}`, '-keyout', 'ca.key', '-out', 'ca.crt');
    this.root = this.read('ca.crt');
    this.key = this.read('ca.key');
  }

  /** Certificate and key of a server of that name. */
  issue(host: string): { readonly certificate: string; readonly key: string } {
    writeFileSync(join(this.folder, 'server.ext'), `subjectAltName=DNS:${host}\nextendedKeyUsage=serverAuth,clientAuth\n`);
    this.openssl('req', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-subj', `/CN=${host}`, '-keyout', 'server.key', '-out', 'server.csr');
    this.openssl('x509', '-req', '-in', 'server.csr', '-days', '2', '-CA', 'ca.crt', '-CAkey', 'ca.key', '-CAcreateserial', '-extfile', 'server.ext', '-out', 'server.crt');
    return { certificate: this.read('server.crt'), key: this.read('server.key') };
  }

  /** What is asked for, signed. */
  sign(request: string): string {
    writeFileSync(join(this.folder, 'request.csr'), request);
    this.openssl('x509', '-req', '-in', 'request.csr', '-days', '2', '-CA', 'ca.crt', '-CAkey', 'ca.key', '-CAcreateserial', '-copy_extensions', 'copy', '-out', 'request.crt');
    return this.read('request.crt');
  }

  close(): void { rmSync(this.folder, { recursive: true, force: true }); }

  private read(file: string): string { return readFileSync(join(this.folder, file), 'utf8'); }
  private openssl(...args: string[]): void {
    const run = spawnSync('openssl', args, { cwd: this.folder, encoding: 'utf8' });
    if (run.status !== 0) throw new Error(`openssl ${args[0]}: ${run.error?.message ?? run.stderr}`);
  }
}

/** After an istiod that is gone, one with cert-manager's istio-csr, and then one with a signer of Kubernetes; both are played here. */
export async function otherAuthorities(context: SuiteContext, cluster: RealCluster): Promise<void> {
  const [csr, signer] = ['istio-csr', 'signer'].map((name) => new TestAuthority(name));
  try {
    await moved(context, cluster, { name: 'istio-csr', ca: CertificateAuthority.istioCsr(), root: csr!.root, act: () => istioCsr(cluster, csr!) });
    // With that certificate at hand istiod would take it before it asks a signer.
    await cluster.delete([{ apiVersion: 'v1', kind: 'Secret', metadata: { name: 'istiod-tls', namespace: 'istio-system' } }]);
    await moved(context, cluster, { name: 'a signer of Kubernetes', ca: CertificateAuthority.kubernetesSigner('example.com/ca', { rootCertificate: signer!.root }), root: signer!.root, act: () => signs(cluster, signer!) });
  } finally {
    csr!.close();
    signer!.close();
  }
}

interface Move { readonly name: string; readonly ca: CertificateAuthority; readonly root: string; /** What the authority does. */ readonly act: () => Promise<unknown> }
/** istiod starts with it, has its own certificate from it, and with the permissions that it was given. */
async function moved(context: SuiteContext, cluster: RealCluster, { name, ca, root, act }: Move): Promise<void> {
  const objects = new IstioControlPlane(new App(), 'istio', { profile: 'dev', ca }).toJson() as KubeObject[];
  // Somebody has scaled it to nothing before.
  context.check(`${name}: accepted`, refusals(await cluster.tryApply(objects, { force: true })));
  const served = async () => Buffer.from((await cluster.get('ValidatingWebhookConfiguration', 'istiod-default-validator'))?.webhooks[0].clientConfig.caBundle ?? '', 'base64').toString().trim() === root.trim();
  await act();
  const problems = await cluster.waitFor("istiod's certificate to be its", served, 40).then(() => [], (error: Error) => [error.message, ...cluster.podLog('istio-system', 'istiod', 'discovery').split('\n').filter((line) => /\terror\t/.test(line)).slice(0, 5)]);
  context.check(`${name}: istiod runs with its certificate`, problems);
}

/** The Secret that istio-csr has cert-manager make, and the root that it writes into all namespaces: where istiod finds that, it takes it for its own. */
async function istioCsr(cluster: RealCluster, authority: TestAuthority): Promise<void> {
  await cluster.apply([{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'istio-ca-root-cert', namespace: 'istio-system' }, data: { 'root-cert.pem': authority.root } }], { force: true });
  const { certificate, key } = authority.issue('istiod.istio-system.svc');
  await cluster.apply([{ apiVersion: 'v1', kind: 'Secret', metadata: { name: 'istiod-tls', namespace: 'istio-system' }, stringData: { 'ca.crt': authority.root, 'tls.crt': certificate, 'tls.key': key } }]);
}

/** Signs what istiod asks for and has approved itself. */
async function signs(cluster: RealCluster, authority: TestAuthority): Promise<void> {
  const approved = async () => (await cluster.list('CertificateSigningRequest')).find(({ spec, status }) => spec.signerName === 'example.com/ca' && status?.conditions?.some(({ type }: { type: string }) => type === 'Approved'));
  await cluster.waitFor('istiod to ask for its certificate', async () => (await approved()) !== undefined, 40);
  const request = (await approved())!;
  const certificate = Buffer.from(authority.sign(Buffer.from(request.spec.request, 'base64').toString())).toString('base64');
  await cluster.api.call('PUT', `/apis/certificates.k8s.io/v1/certificatesigningrequests/${request.metadata.name}/status`, { ...request, status: { ...request.status, certificate } });
}
