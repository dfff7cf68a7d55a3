import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MissingTool } from '../build';
import { Tokens } from '../envoy/tokens';
import type { Image } from '../kube/tools';
import { programs } from './images';

/** Names of the world outside, all served by one pod without a proxy: an issuer of tokens, a partner, and somebody whom nobody declared. */
export const outsideNames = ['id.example.com', 'api.stripe.com', 'elsewhere.example.net'] as const;
/** Names that the gateway answers for. */
const gatewayNames = ['shop.example.com'];

/** Address of the world outside, in the range of Services. */
export const outsideAddress = '10.96.0.200';

/** What the test stands in for: the internet, its certificates, its issuer, and callers from nowhere. */
export class Outside {
  private readonly folder = mkdtempSync(join(tmpdir(), 'outside-'));
  private readonly tokens = new Tokens();
  private readonly others = new Tokens();
  /** File with the authority that everything outside, and the gateway, is certified by. */
  readonly authority = join(this.folder, 'ca.crt');

  constructor() {
    try {
      this.certify();
    } catch (error) {
      this.close();
      throw error;
    }
  }

  private certify(): void {
    this.openssl('req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-keyout', 'ca.key', '-out', 'ca.crt', '-days', '1', '-subj', '/O=outside', '-addext', 'basicConstraints=critical,CA:TRUE');
    this.issue('outside', outsideNames);
    this.issue('gateway', gatewayNames);
  }

  get authorityText(): string { return this.read('ca.crt'); }

  /** A token of the issuer; a bad one is signed by somebody else. */
  token(claims: Readonly<Record<string, unknown>>, bad = false): string { return (bad ? this.others : this.tokens).sign(claims); }

  /** What runs in the pod. */
  get image(): Image {
    return { pattern: '^test/internet$', command: [process.execPath, join(programs, 'server.js'), '80', 'tls:443:outside'] };
  }

  /** The Secret that a gateway's certificate is read from. */
  certificate(name: string, namespace: string): object {
    return { apiVersion: 'v1', kind: 'Secret', metadata: { name, namespace }, type: 'kubernetes.io/tls', stringData: { 'tls.crt': this.read('gateway.crt'), 'tls.key': this.read('gateway.key') } };
  }

  /** A namespace without proxies, with the internet and a client in it. */
  objects(): object[] {
    const namespace = 'outside';
    const deployment = (name: string, container: object, more: object = {}) => ({
      apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name, namespace },
      spec: { selector: { matchLabels: { app: name } }, template: { metadata: { labels: { app: name } }, spec: { containers: [{ name, ...container }], ...more } } },
    });
    return [
      { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace, labels: { 'istio-injection': 'disabled' } } },
      { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'certificates', namespace }, stringData: { 'outside.crt': this.read('outside.crt'), 'outside.key': this.read('outside.key') } },
      { apiVersion: 'v1', kind: 'Service', metadata: { name: 'internet', namespace }, spec: { clusterIP: outsideAddress, selector: { app: 'internet' }, ports: [{ name: 'http', port: 80 }, { name: 'https', port: 443 }] } },
      deployment('internet', {
        image: 'test/internet', ports: [{ containerPort: 80 }, { containerPort: 443 }], readinessProbe: { tcpSocket: { port: 443 } },
        env: [{ name: 'CERTIFICATES', value: '/certificates' }, { name: 'JWKS', value: this.tokens.jwks }], volumeMounts: [{ name: 'certificates', mountPath: '/certificates' }],
      }, { volumes: [{ name: 'certificates', secret: { secretName: 'certificates' } }] }),
      deployment('client', { image: 'test/client' }),
    ];
  }

  close(): void { rmSync(this.folder, { recursive: true, force: true }); }

  private issue(name: string, hosts: readonly string[]): void {
    writeFileSync(join(this.folder, `${name}.ext`), `subjectAltName=${hosts.map((host) => `DNS:${host}`).join(',')}\n`);
    this.openssl('req', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-keyout', `${name}.key`, '-out', `${name}.csr`, '-subj', `/CN=${hosts[0]}`);
    this.openssl('x509', '-req', '-in', `${name}.csr`, '-CA', 'ca.crt', '-CAkey', 'ca.key', '-CAcreateserial', '-out', `${name}.crt`, '-days', '1', '-extfile', `${name}.ext`);
  }

  private read(file: string): string { return readFileSync(join(this.folder, file), 'utf8'); }
  private openssl(...args: string[]): void {
    const run = spawnSync('openssl', args, { cwd: this.folder, encoding: 'utf8' });
    if (run.error) throw new MissingTool('openssl', 'it makes the certificates of the gateway and of the world outside');
    if (run.status !== 0) throw new Error(`openssl ${args[0]}: ${run.stderr}`);
  }
}
