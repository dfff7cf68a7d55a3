import type { IConstruct } from 'constructs';
import { renderDiagnostic } from '../diagnostics';
import { Host } from './host';

/**
 * What the meshes of an app come to, in a few lines for a terminal: services, calls, policies, objects, how many warnings; errors in full.
 * `colour`: @default - only where stdout is a terminal and NO_COLOR is not set
 */
export function summaryOf(scope: IConstruct, options: { readonly colour?: boolean } = {}): string {
  const colour = options.colour ?? (process.stdout.isTTY === true && !process.env.NO_COLOR);
  const paint = (code: number) => (text: string): string => (colour ? `\u001b[${code}m${text}\u001b[0m` : text);
  const bold = paint(1), dim = paint(2), yellow = paint(33), red = paint(31), green = paint(32);
  const compiled = Host.of(scope).compile();
  const { model, resolved } = compiled;
  const lines: string[] = [];
  const arrows = (workload: string): string => {
    const called = new Set((resolved.index.callsFrom.get(workload) ?? []).map((c) => (c.to.kind === 'kubernetes-api' ? 'the Kubernetes API' : (c.to.kind === 'service' ? resolved.index.service : resolved.index.external).get(c.to.id)?.name ?? c.to.id)));
    return called.size ? `  ${dim('→')} ${[...called].sort().join(', ')}` : '';
  };

  for (const mesh of model.meshes) {
    const parts = resolved.index.ofMesh.get(mesh.id)!;
    lines.push(`${bold(mesh.name)}  ${dim(`mTLS ${mesh.mtls}, access ${mesh.access}, egress ${mesh.egress}`)}`);
    const width = Math.max(0, ...parts.services.map((s) => s.name.length));
    for (const service of parts.services) {
      const workload = resolved.index.workload.get(service.workload)!;
      const ports = service.ports.map((p) => `${p.protocol} ${p.number}`).join(', ');
      const split = resolved.index.splitOf.get(service.id);
      const versions = !service.versioned ? '' : `  ${split ? Object.entries(split.weights).map(([v, w]) => `${v} ${w}%`).join(' · ') : workload.versions.map((v) => v.name).join(' · ')}`;
      lines.push(`  ${service.name.padEnd(width)}  ${dim(ports)}${versions}${arrows(workload.id)}`);
    }
    for (const workload of parts.workloads) {
      if (!resolved.index.servicesOf.get(workload.id)?.length) lines.push(`  ${workload.name.padEnd(width)}  ${dim('calls only')}${arrows(workload.id)}`);
    }
    for (const gateway of parts.gateways) lines.push(`  ${gateway.name.padEnd(width)}  ${dim([`${gateway.role} gateway`, ...gateway.listeners.map((l) => `${l.protocol.toLowerCase().replace('_', ' ')} ${l.port}`)].join(', '))}`);
    for (const external of parts.externals) lines.push(`  ${external.name.padEnd(width)}  ${dim(`outside: ${external.hosts.join(', ')}`)}`);
  }
  const policies = tally(model.policies.map((p) => p.kind));
  lines.push('', `${count(model.services.length, 'service')}, ${count(model.calls.length, 'declared call')}, ${count(model.routes.length, 'route')}, ${count(model.splits.length, 'split')}, ${count(model.policies.length, 'policy', 'policies')}${policies ? dim(` (${policies})`) : ''}`);

  const errors = compiled.diagnostics.filter((d) => d.severity === 'error');
  if (errors.length) return [...lines, '', ...errors.map((d) => red(renderDiagnostic(d)))].join('\n');
  const kinds: string[] = [];
  for (const mesh of model.meshes) compiled.lower(mesh.id, (m) => kinds.push(m.kind));
  lines.push(`${green('✓')} ${count(kinds.length, 'object')} ${dim(`(${tally(kinds)})`)}`);
  // Their text is what a synth writes to stderr.
  const warnings = compiled.diagnostics.filter((d) => d.severity === 'warning').map((d) => d.code);
  lines.push(warnings.length ? `${yellow('!')} ${count(warnings.length, 'warning')} ${dim(`(${tally(warnings)})`)}` : `${green('✓')} no warnings`);
  return lines.join('\n');
}

const count = (n: number, one: string, many = `${one}s`): string => `${n} ${n === 1 ? one : many}`;
function tally(names: readonly string[]): string {
  const of = new Map<string, number>();
  for (const name of names) of.set(name, (of.get(name) ?? 0) + 1);
  return [...of].map(([name, n]) => (n === 1 ? name : `${n} ${name}`)).join(', ');
}
