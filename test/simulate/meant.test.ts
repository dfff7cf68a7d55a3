import { App } from 'cdk8s';
import { effectiveOf } from '../../lib';
import { readOptionsOf } from '../../lib/cdk8s/effective-of';
import { Host } from '../../lib/cdk8s/host';
import { type Providers, providerServices } from '../../lib/cdk8s/provider-services';
import { meaningOf } from '../../lib/meaning';
import { outcomeText, simulate, type RequestInput } from '../../lib/simulate';
import { temporary } from '../helpers/apps';
import { programs } from '../helpers/fixtures';
import { installedIn } from '../helpers/installed';
import { factsOf } from '../law/installation';

/** The simulator works on any effective mesh: on what a program means, and on what it writes, requests end alike. */
test.each(programs().map((p) => [p.name, p] as const))('%s: requests end as they are meant to', (_name, program) => {
  const app = new App({ outdir: temporary() });
  program.build(app);
  const compiled = Host.of(app).compile(), read = effectiveOf(app), meant = meaningOf(compiled.model, factsOf(readOptionsOf(compiled)));
  // A program may install what meshes run on, and nothing else.
  if (compiled.model.meshes.length === 0) return;
  const known = new Set(meant.workloads.map((w) => w.id));
  const installed = new Set(installedIn(app).filter((o) => o.kind === 'Service').map((o) => `${o.name}.${o.metadata.namespace}.svc.cluster.local`));
  // Nobody declares the providers of the mesh config: proxies send there by themselves.
  for (const { metadata } of providerServices({ clusterDomain: 'cluster.local', meshConfig: {}, ...readOptionsOf(compiled) } as Providers, [])) installed.add(`${metadata.name}.${metadata.namespace}.svc.cluster.local`);
  let asked = 0;
  for (const caller of read.workloads) {
    if (caller.proxy === 'gateway' || !known.has(caller.id)) continue;
    for (const host of read.world.hosts) for (const { number, protocol } of host.ports) {
      if (host.name.startsWith('*') || installed.has(host.name)) continue;
      const input: RequestInput = { from: caller.id, to: `${/^(http|http2|grpc)$/.test(protocol) ? 'http' : protocol === 'https' || protocol === 'tls' ? 'tls' : 'tcp'}://${host.name}:${number}` };
      const [a, b] = [simulate(read, input), simulate(meant, input)];
      expect([input.to, outcomeText(a)]).toEqual([input.to, outcomeText(b)]);
      expect([a.attempts, a.timeout, a.worstCase, a.deliveries.map((d) => [d.tls, d.identity])]).toEqual([b.attempts, b.timeout, b.worstCase, b.deliveries.map((d) => [d.tls, d.identity])]);
      asked++;
    }
  }
  expect(asked).toBeGreaterThan(0);
});
