import { App } from 'cdk8s';
import { effectiveOf } from '../../lib';
import type { EffectiveMesh } from '../../lib/effective';
import { outcomeJson, renderOutcome, simulate, type Outcome, type RequestInput } from '../../lib/simulate';
import { temporary } from '../helpers/apps';
import { programs } from '../helpers/fixtures';

/** One request of each caller to each port that it may dial, and of somebody outside to each name of each gateway. */
function* requests(mesh: EffectiveMesh): Iterable<RequestInput> {
  for (const w of mesh.workloads) {
    if (w.proxy === 'gateway') {
      for (const listener of mesh.gateway(w).listeners) for (const server of listener.servers) {
        const names = server.http ? server.http.all().flatMap((v) => v.domains) : server.hosts;
        for (const name of names) {
          const host = name.replace(/^\*\.?/, 'any.').replace(/\.$/, '.example') || 'any.example';
          yield { via: w.id, to: `${server.http ? (server.tls ? 'https' : 'http') : server.tls ? 'tls' : 'tcp'}://${host}:${listener.port}${server.http ? '/' : ''}` };
        }
      }
      continue;
    }
    const hosts = new Map(mesh.workloads.flatMap((other) => (mesh as EffectiveMesh & { world: { hostsBefore(x: unknown): readonly { name: string; ports: readonly { number: number; protocol: string }[] }[] } }).world.hostsBefore(other)).map((h) => [h.name, h]));
    for (const host of hosts.values()) for (const port of host.ports) yield { from: w.id, to: `${/^(http|http2|grpc|auto)$/.test(port.protocol) ? 'http' : 'tcp'}://${host.name}:${port.number}` };
  }
}

const KINDS: ReadonlySet<Outcome['kind']> = new Set<Outcome['kind']>(['delivered', 'answered', 'redirected', 'denied', 'no route', 'unreachable', 'tls failure', 'mixed', 'unknown']);

test.each(programs().map((p) => [p.name, p] as const))('%s: every request has an end, and says how it came to it', (_name, program) => {
  const app = new App({ outdir: temporary() });
  program.build(app);
  const mesh = effectiveOf(app), seen = new Set<string>();
  for (const input of requests(mesh)) {
    const o = simulate(mesh, input);
    seen.add(o.kind);
    expect(KINDS).toContain(o.kind);
    expect(o.ends.reduce((sum, e) => sum + e.share, 0)).toBeCloseTo(100, 6);
    for (const e of o.ends) expect(o.trace.length + e.trace.length).toBeGreaterThan(0);
    const text = renderOutcome(o, { input });
    expect(text).not.toMatch(/undefined|\[object|NaN/);
    expect(JSON.parse(JSON.stringify(outcomeJson(o)))).toMatchObject({ kind: o.kind, attempts: o.attempts });
    if (o.kind === 'denied' || o.kind === 'tls failure') expect(o.refusedBy).toBeDefined();
    if (o.kind === 'unknown') expect(o.unknown.length).toBeGreaterThan(0);
  }
  expect(seen.size).toBeGreaterThan(0);
});
