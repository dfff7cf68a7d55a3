import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** One running Envoy with a configuration of its own, on loopback. */
export class Envoy {
  private constructor(private readonly child: ChildProcess, private readonly folder: string) {}

  static async start(binary: string, config: object): Promise<Envoy> {
    const folder = mkdtempSync(join(tmpdir(), 'envoy-'));
    const file = join(folder, 'envoy.json'), admin = join(folder, 'admin');
    writeFileSync(file, JSON.stringify({ admin: { address: { socket_address: { address: '127.0.0.1', port_value: 0 } } }, ...config }));
    const child = spawn(binary, ['-c', file, '--disable-hot-restart', '--concurrency', '1', '--admin-address-path', admin, '-l', 'error', '--drain-time-s', '1'], { stdio: ['ignore', 'ignore', 'pipe'] });
    let said = '';
    child.stderr!.on('data', (chunk) => { said = (said + chunk).slice(-3000); });
    const envoy = new Envoy(child, folder);
    for (let tries = 0; tries < 400; tries++) {
      if (child.exitCode !== null) { rmSync(folder, { recursive: true, force: true }); throw new Error(`Envoy ended (${child.exitCode}): ${said}`); }
      if (existsSync(admin) && await isReady(readFileSync(admin, 'utf8').trim())) return envoy;
      await new Promise((done) => setTimeout(done, 25));
    }
    await envoy.stop();
    throw new Error(`Envoy does not become ready: ${said}`);
  }

  async stop(): Promise<void> {
    if (this.child.exitCode === null) {
      const ended = new Promise((done) => this.child.once('close', done));
      this.child.kill('SIGTERM');
      const timer = setTimeout(() => this.child.kill('SIGKILL'), 3000);
      await ended;
      clearTimeout(timer);
    }
    rmSync(this.folder, { recursive: true, force: true });
  }
}

function isReady(address: string): Promise<boolean> {
  return new Promise((done) => {
    const request = get(`http://${address}/ready`, (answer) => { answer.resume(); done(answer.statusCode === 200); });
    request.on('error', () => done(false));
  });
}
