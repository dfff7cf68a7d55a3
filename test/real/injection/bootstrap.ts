import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

interface Container { readonly name: string; readonly command: readonly string[]; readonly env: readonly { readonly name: string; readonly value?: string }[] }
const folder = '/var/lib/grpc/data';

/** The container with the file that its script writes instead of the script: run as the kubelet would run it, with other names of files. */
export function withBootstrap(given: Record<string, unknown>): Record<string, unknown> {
  const { command, env, ...rest } = given as unknown as Container;
  const scratch = mkdtempSync(join(tmpdir(), 'bootstrap-'));
  try {
    const fields: Record<string, string> = { INSTANCE_IP: '10.0.0.7', POD_NAME: 'cart-1', POD_NAMESPACE: 'shop' };
    const run = spawnSync(command[0]!, command.slice(1).map((part) => part.replaceAll(folder, scratch)), { env: { PATH: process.env.PATH!, ...Object.fromEntries(env.map(({ name, value }) => [name, value ?? fields[name] ?? ''])) }, encoding: 'utf8' });
    if (run.status !== 0) return { ...rest, failed: run.stderr };
    return { ...rest, env: env.filter(({ name }) => name in fields), bootstrap: read(readFileSync(join(scratch, 'bootstrap.json'), 'utf8')) };
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** A blank in istiod's address is told apart from the rest, which is compared all the same. */
function read(file: string): unknown {
  const content = JSON.parse(file) as { xds_servers: { server_uri: string }[] };
  const [server] = content.xds_servers;
  const blank = server!.server_uri.includes(' ');
  server!.server_uri = server!.server_uri.replace(' ', '');
  return { blank, content };
}
