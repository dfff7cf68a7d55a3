import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MissingTool } from '../build';

export interface Pair { readonly cert: string; readonly key: string }

/** A certificate authority for SPIFFE identities, good for a day. */
export class Authority {
  private readonly folder = mkdtempSync(join(tmpdir(), 'ca-'));
  private readonly issued = new Map<string, Pair>();
  readonly root: string;

  constructor() {
    this.openssl('req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-keyout', 'ca.key', '-out', 'ca.crt', '-days', '1', '-subj', '/O=test', '-addext', 'basicConstraints=critical,CA:TRUE');
    this.root = this.read('ca.crt');
  }

  /** A pair for `cluster.local/ns/shop/sa/web`. */
  of(identity: string): Pair {
    let pair = this.issued.get(identity);
    if (!pair) {
      const name = `id${this.issued.size}`;
      writeFileSync(join(this.folder, `${name}.ext`), `subjectAltName=critical,URI:spiffe://${identity}\nextendedKeyUsage=serverAuth,clientAuth\nkeyUsage=digitalSignature\n`);
      this.openssl('req', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-keyout', `${name}.key`, '-out', `${name}.csr`, '-subj', '/');
      this.openssl('x509', '-req', '-in', `${name}.csr`, '-CA', 'ca.crt', '-CAkey', 'ca.key', '-CAcreateserial', '-out', `${name}.crt`, '-days', '1', '-extfile', `${name}.ext`);
      this.issued.set(identity, (pair = { cert: this.read(`${name}.crt`), key: this.read(`${name}.key`) }));
    }
    return pair;
  }

  close(): void { rmSync(this.folder, { recursive: true, force: true }); }

  private read(file: string): string { return readFileSync(join(this.folder, file), 'utf8'); }
  private openssl(...args: string[]): void {
    const run = spawnSync('openssl', args, { cwd: this.folder, encoding: 'utf8' });
    if (run.error) throw new MissingTool('openssl', 'it makes the certificates of the callers');
    if (run.status !== 0) throw new Error(`openssl ${args[0]}: ${run.stderr}`);
  }
}
