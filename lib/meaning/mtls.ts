import type { MtlsModeFact, NamespaceFacts, WorkloadFacts } from '../model';
import type { Provenance, Sourced } from '../effective/provenance';
import { declared, type Context } from './context';
import type { Subject } from './policies';

/** The mode of a container port: its service's policy, which may name the port, else what it stands in, else the mesh's own prop. A port that is scraped without a proxy takes plaintext too. */
export function mtlsOf(ctx: Context, workload: WorkloadFacts, number: number): Sourced<MtlsModeFact> {
  const services = ctx.index.servicesOf.get(workload.id) ?? [];
  const owner = services.find((s) => s.ports.some((p) => p.containerPort === number));
  const found = owner ? modeOf(ctx, owner, owner.ports.find((p) => p.containerPort === number)!.name) : undeclared(ctx, workload);
  const scraping = scrapingOf(ctx, workload).find(({ value }) => value.port === number);
  return scraping && found.value === 'STRICT' ? { value: 'PERMISSIVE', from: declared(scraping.policy.origin) } : found;
}

/** Ports that nobody declares have the mode that all services agree on, else the namespace's. */
function undeclared(ctx: Context, workload: WorkloadFacts): Sourced<MtlsModeFact> {
  const services: readonly Subject[] = ctx.index.servicesOf.get(workload.id) ?? [workload];
  const modes = services.map((s) => modeOf(ctx, s));
  return modes.every((m) => m.value === modes[0].value) ? modes[0] : namespaceMode(ctx, ctx.index.namespace.get(workload.namespace)!);
}
export const namespaceMode = (ctx: Context, namespace: NamespaceFacts): Sourced<MtlsModeFact> => modeOf(ctx, namespace);

function modeOf(ctx: Context, thing: Subject, port?: string): Sourced<MtlsModeFact> {
  const held = ctx.policies.held('MtlsPolicy', thing);
  if (held) return { value: (port !== undefined ? held.value.ports[port] : undefined) ?? held.value.mode, from: declared(held.policy.origin) };
  const mesh = ctx.index.mesh.get('mesh' in thing ? thing.mesh : thing.id)!;
  return { value: mesh.mtls, from: declared(mesh.origin) as Provenance };
}

/** Scrapers of a workload's metrics. */
export function scrapingOf(ctx: Context, workload: WorkloadFacts) {
  const services = ctx.index.servicesOf.get(workload.id);
  return [...new Map((services ?? [workload]).flatMap((s) => ctx.policies.adding('MetricsScraping', s)).map((h) => [h.policy.id, h])).values()];
}
