import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { App } from 'cdk8s';
import type { IstioMesh, Workload } from '../../../lib/effective';
import { receive } from '../../../lib/simulate/server';
import { Walk } from '../../../lib/simulate/walk';
import { programs } from '../../helpers/fixtures';
import { randomOf } from '../corpus/random';
import { Authority } from '../envoy/certificates';
import { Sender } from '../envoy/client';
import { Echo } from '../envoy/echo';
import { differences } from '../envoy/expected';
import { inboundListener } from '../envoy/inbound';
import { envoyBinary } from '../envoy/install';
import { Clusters } from '../envoy/outbound';
import { effectiveOf, workloadOf } from '../envoy/place';
import { targetOf } from '../envoy/probes';
import { Envoy } from '../envoy/process';
import { serverProbes, type ServerProbe } from '../envoy/server-probes';
import { tableListeners, tableTrials, type Trial } from '../envoy/tables';
import { Tokens } from '../envoy/tokens';
import { proxiesOf, synthesize } from '../mesh/accept';
import type { EnvoyResource, ProxyView } from '../mesh/envoy';
import { generated } from '../mesh/generated';
import type { Suite, SuiteContext } from '../suite';

/** Requests through real Envoys that istiod configured, beside the simulator: the same route, the same answer, the same verdict. */
export const envoy: Suite = {
  name: 'envoy',
  title: 'real Envoys with istiod\'s configuration do what the simulator says',
  async run(context) {
    const binary = envoyBinary(context.log);
    const bench = new Bench(binary, await Echo.start(), context);
    const outdir = mkdtempSync(join(tmpdir(), 'mesh-'));
    try {
      for (const { name, build } of programs()) await bench.program(name, build, outdir);
      const count = context.full ? 300 : 25;
      for (let i = 0; i < count; i++) { const { name, build } = generated(context.seed * 100_000 + i); await bench.program(name, build, outdir); }
      context.figure('programs', bench.programs);
      context.figure('requests to routes', bench.routed);
      context.figure('requests to servers', bench.received);
      context.figure('undecided by the simulator', bench.undecided);
      context.check('at least 10,000 requests were sent', bench.routed + bench.received >= 10_000 ? [] : [`only ${bench.routed + bench.received}`]);
    } finally {
      await bench.close();
      rmSync(outdir, { recursive: true, force: true });
    }
  },
};

class Bench {
  programs = 0;
  routed = 0;
  received = 0;
  undecided = 0;
  private readonly sender = new Sender();
  private readonly authority = new Authority();
  private readonly tokens = new Tokens();
  private readonly random: () => number;
  private number = 0;

  constructor(private readonly binary: string, private readonly echo: Echo, private readonly context: SuiteContext) { this.random = randomOf(context.seed); }

  async close(): Promise<void> { this.sender.close(); this.authority.close(); await this.echo.stop(); }

  async program(name: string, build: (app: App) => unknown, outdir: string): Promise<void> {
    const mesh = await synthesize(this.context.oracle(), name, build, outdir);
    const [proxies, effective] = [await proxiesOf(this.context.oracle(), mesh), effectiveOf(mesh.objects, mesh.meshConfig)];
    this.programs++;
    this.context.check(`${name}: routes`, capped(await this.routes(effective, proxies)));
    this.context.check(`${name}: servers`, capped(await this.servers(effective, proxies)));
  }

  private async routes(mesh: IstioMesh, proxies: readonly ProxyView[]): Promise<string[]> {
    const clusters = new Clusters(this.echo.port);
    let port = 20_000;
    const { listeners, places } = tableListeners(proxies, (p) => workloadOf(mesh, p.pod), clusters, () => port++);
    if (listeners.length === 0) return [];
    const running = await Envoy.start(this.binary, { static_resources: { listeners, clusters: clusters.all } });
    const problems: string[] = [];
    try {
      for (const place of places) {
        const trials = [...tableTrials(mesh, place, this.context.full ? 200 : 24)];
        await abreast(trials, async (trial) => { problems.push(...await this.route(trial, clusters)); });
        this.echo.arrived.clear();
      }
    } finally {
      await running.stop();
      this.sender.idle();
    }
    return problems;
  }

  private async route({ name, sent, outcome, share, knows }: Trial, clusters: Clusters): Promise<string[]> {
    const probe = `p${this.number++}`;
    const answer = await this.sender.send({ ...sent, headers: { ...sent.headers, 'x-probe': probe } });
    // Copies are sent without waiting for them.
    const copies = outcome.mirrors.filter((m) => m.percent >= 100).length;
    for (let tries = 0; tries < 100 && (this.echo.arrived.get(probe)?.length ?? 0) < 1 + copies && copies > 0; tries++) await new Promise((done) => setTimeout(done, 10));
    this.routed++;
    return differences(outcome, { answer, arrived: this.echo.arrived.get(probe) ?? [] }, clusters, share, knows).map((d) => `${name}: ${d}`);
  }

  private async servers(effective: IstioMesh, proxies: readonly ProxyView[]): Promise<string[]> {
    const clusters = new Clusters(this.echo.port);
    const listeners: EnvoyResource[] = [];
    const places: { workload: Workload; port: number; address: string }[] = [];
    for (const proxy of proxies) {
      const workload = workloadOf(effective, proxy.pod);
      if (!workload || workload.proxy !== 'sidecar') continue;
      const n = places.length, address = `127.200.${n >> 7}.${(n & 127) + 1}`;
      for (const { number } of effective.server(workload).ports) {
        const listener = inboundListener(proxy.config, { name: `s${listeners.length}`, at: { address, port: number }, authority: this.authority, own: this.authority.of(workload.principal), jwks: this.tokens.jwks, clusters });
        if (listener) { listeners.push(listener); places.push({ workload, port: number, address }); }
      }
    }
    if (listeners.length === 0) return [];
    const running = await Envoy.start(this.binary, { static_resources: { listeners, clusters: clusters.all } });
    const problems: string[] = [];
    try {
      for (const { workload, port, address } of places) {
        const probes = serverProbes(effective, effective.server(workload).port(port).gate, this.random, this.context.full ? 400 : 60);
        await abreast(probes, async (probe) => { problems.push(...await this.serve(effective, { workload, port, address, probe })); });
        this.echo.arrived.clear();
      }
    } finally {
      await running.stop();
      this.sender.idle();
    }
    return problems;
  }

  /** One request at a server, with an identity and a token. */
  private async serve(mesh: IstioMesh, { workload, port, address, probe: { probe, principal, token } }: { workload: Workload; port: number; address: string; probe: ServerProbe }): Promise<string[]> {
    const walk = new Walk(mesh, () => undefined), authority = `${workload.name}:${port}`;
    walk.clientAddress = '127.0.0.1';
    const reception = receive(walk, [], workload, port, {
      message: { http: true, grpc: false, sealed: false, method: probe.method, target: targetOf(probe), authority, scheme: 'http', headers: probe.headers, sni: null, host: workload.name, port, ...(token && { token }) },
      wire: { tls: principal === null ? 'plaintext' : 'mutual TLS', principal }, sender: { name: 'the suite', proxied: true },
    });
    if (reception.kind === 'unknown' || walk.unknown.length > 0) { this.undecided++; return []; }
    const bearer = token && this.tokens.sign({ iss: token.issuer, sub: token.subject, ...(token.audiences && { aud: token.audiences }), ...token.claims });
    // Tokens are shown where the rule of their issuer looks; one of nobody's issuer, where the first does.
    const place = effectiveJwt(mesh, workload, port, token?.issuer);
    const shown: Record<string, string> = bearer === undefined ? {} : place?.headers[0] ? { [place.headers[0].name.toLowerCase()]: `${place.headers[0].prefix}${bearer}` } : place?.cookies[0] !== undefined ? { cookie: `${place.cookies[0]}=${bearer}` } : {};
    const param = bearer !== undefined && place && !place.headers[0] && place.cookies[0] === undefined && place.params[0] !== undefined ? `${targetOf(probe).includes('?') ? '&' : '?'}${place.params[0]}=${bearer}` : '';
    const id = `q${this.number++}`;
    const answer = await this.sender.send({
      host: address, port, method: probe.method, target: `${targetOf(probe)}${param}`, headers: { host: authority, ...probe.headers, ...shown, 'x-probe': id },
      ...(principal !== null && { identity: this.authority.of(principal), ca: this.authority.root }),
    });
    this.received++;
    const arrived = (this.echo.arrived.get(id) ?? []).length > 0;
    const who = `${workload.id}:${port} from ${principal ?? 'plaintext'} ${probe.method} ${targetOf(probe)} ${JSON.stringify(probe.headers)}${token ? ` token ${JSON.stringify(token)}` : ''}`;
    const simulated = reception.kind === 'delivered';
    if (simulated !== arrived) return [`${who}: simulated ${reception.kind} ${reception.status ?? ''}, Envoy ${arrived ? 'lets it pass' : `answers ${answer.status} ${answer.body.slice(0, 60)} ${answer.error ?? ''}`}`];
    if (!simulated && reception.kind === 'denied' && reception.status !== undefined && answer.status !== reception.status) return [`${who}: simulated ${reception.status}, Envoy ${answer.status}`];
    return [];
  }
}

const effectiveJwt = (mesh: IstioMesh, workload: Workload, port: number, issuer: string | undefined) => { const { jwt } = mesh.server(workload).port(port).gate; return jwt.find((j) => j.issuer === issuer) ?? jwt[0]; };
const capped = (problems: readonly string[]): readonly string[] => (problems.length <= 8 ? problems : [...problems.slice(0, 8), `… ${problems.length - 8} more`]);

async function abreast<T>(list: readonly T[], run: (one: T) => Promise<void>): Promise<void> {
  let next = 0;
  await Promise.all(Array.from({ length: 24 }, async () => { while (next < list.length) await run(list[next++]); }));
}
