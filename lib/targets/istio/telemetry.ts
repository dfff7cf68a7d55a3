import type { Diagnostic } from '../../diagnostics/diagnostic';
import type { GatewayFacts, Labels, MeshFacts, NamespaceFacts, Origin, WorkloadFacts } from '../../model';
import type { TelemetryFact } from '../../model/policies/telemetry-policy';
import type { Effective } from '../../resolve/resolved';
import type { Emit } from '../target';
import { isEmpty, metaOf, sortKeys, type EmitContext } from './context';
import type { Kind } from './kind';
import { gatewayNamespace, onGateway, onWorkload, ownsNamespaceWide, policedNamespace, wideName } from './policy-scope';
import { providersFor, telemetryOf } from './providers';
import { accessLogOf, metricsOf, tracingOf, type Rehearsal } from './telemetry-sections';

/**
 * Access logs, traces and metrics: one object for the installation where the mesh owns it, one for each namespace, and one for each workload or
 * gateway whose sections differ from those around it. A rehearsal of who may call whom is heard through the access log.
 */
export const telemetry: Kind = { supports: { 'telemetry.access-log': 'full', 'telemetry.tracing': 'full', 'telemetry.metrics': 'full' }, emit, check };

/** What is said for one scope, worked out to the sections of the object. */
interface Said { readonly accessLog?: readonly object[]; readonly metrics?: readonly object[]; readonly tracing?: readonly object[] }
const NOTHING: Said = {};
/** What an object holds for, and what holds there without it. */
interface Scope { readonly name: string; readonly namespace: string; readonly selector?: Labels; readonly around: Said; readonly origin: Origin }

function emit(context: EmitContext, mesh: MeshFacts, out: Emit): void {
  const { facts } = context;
  const parts = context.parts(mesh);
  const write = ({ name, namespace, selector, around, origin }: Scope, said: Said): Said => {
    const sections = {
      ...(differs(said.accessLog, around.accessLog) && { accessLogging: said.accessLog }),
      ...(differs(said.metrics, around.metrics) && { metrics: said.metrics }),
    };
    const spec = { ...sections, ...(selector && { selector: { matchLabels: sortKeys(selector) } }), ...(differs(said.tracing, around.tracing) && { tracing: said.tracing }) };
    if (spec.tracing || !isEmpty(sections)) out({ apiVersion: context.version.api.telemetry, kind: 'Telemetry', metadata: metaOf(mesh, name, namespace), spec }, origin);
    return { ...around, ...said };
  };
  const rehearsed: Rehearsal = mesh.access === 'AUDIT' ? 'all' : 'nothing';

  let cluster = NOTHING;
  if (mesh.ownsCluster) {
    cluster = write({ name: wideName.telemetry, namespace: facts.rootNamespace, around: NOTHING, origin: mesh.origin }, sectionsOf(context, telemetryOf(context, mesh), 'nothing', NOTHING));
  }
  const wide = new Map<string, Said>();
  for (const namespace of parts.namespaces) {
    if (!ownsNamespaceWide(namespace) || (mesh.ownsCluster && namespace.name === facts.rootNamespace)) continue;
    const policy = telemetryOf(context, namespace);
    const scope = { name: wideName.telemetry, namespace: namespace.name, around: cluster, origin: policy?.policy.origin ?? namespace.origin };
    wide.set(namespace.id, write(scope, sectionsOf(context, policy, rehearsed, cluster)));
  }
  const subject = (thing: WorkloadFacts | GatewayFacts, namespace: NamespaceFacts | undefined, selector: Labels, audits: boolean): void => {
    if (!namespace) return;
    const around = wide.get(namespace.id) ?? cluster;
    const policy = telemetryOf(context, thing);
    const alone: Rehearsal = rehearsed === 'all' ? 'all' : audits ? 'refusals' : 'nothing';
    if (!policy && alone === 'nothing') return;
    write({ name: thing.name, namespace: namespace.name, selector, around, origin: policy?.policy.origin ?? thing.origin }, sectionsOf(context, policy, alone, around));
  };
  for (const workload of parts.workloads) {
    subject(workload, policedNamespace(context, workload), workload.selector, onWorkload(context, 'AccessPolicy', workload).some((p) => p.value.audit));
  }
  for (const gateway of parts.gateways) {
    subject(gateway, gatewayNamespace(context, gateway), gateway.labels, onGateway(context, 'AccessPolicy', gateway).some((p) => p.value.audit));
  }
}

/** `around`: what must be taken back where a policy is switched off. */
function sectionsOf(context: EmitContext, policy: Effective<'TelemetryPolicy'> | undefined, rehearsal: Rehearsal, around: Said): Said {
  const off = policy?.value === 'off';
  const value: TelemetryFact = policy && policy.value !== 'off' ? policy.value : {};
  const accessLog = accessLogOf(context.facts, off && around.accessLog ? false : value.accessLog, rehearsal);
  const metrics = metricsOf(context.facts, value.metrics?.drop ?? (off && around.metrics ? [] : undefined), around.metrics);
  const tracing = tracingOf(value.tracing ?? (off && around.tracing ? 'off' : undefined));
  return { ...(accessLog && { accessLog }), ...(metrics && { metrics }), ...(tracing && { tracing }) };
}
const differs = (a: readonly object[] | undefined, b: readonly object[] | undefined): boolean => a !== undefined && (b === undefined || JSON.stringify(a) !== JSON.stringify(b));

/** Traces need somebody to send them to. */
function check(context: EmitContext, mesh: MeshFacts): readonly Diagnostic[] {
  const found = new Map<string, Diagnostic>();
  const tracers = providersFor(context.facts, 'tracer');
  const judge = (thing: MeshFacts | NamespaceFacts | GatewayFacts | WorkloadFacts): void => {
    const policy = telemetryOf(context, thing);
    const value = policy?.value;
    if (!policy || !value || value === 'off' || !value.tracing || found.has(policy.policy.id)) return;
    const { provider } = value.tracing;
    if (provider === undefined ? context.facts.meshConfig.defaultProviders?.tracing?.length : tracers.includes(provider)) return;
    const { path, source } = policy.policy.origin;
    found.set(policy.policy.id, {
      code: 'MESH1655', severity: 'error', path, source,
      message: provider === undefined ? 'traces are sampled, but nobody is named to send them to' : `the mesh config has no tracer '${provider}'`,
      help: tracers.length
        ? `name one of its tracers: ${tracers.map((t) => `tracing: { provider: '${t}' }`).join(' or ')}`
        : `declare it, in the props of the control plane or of Istio.sidecar: meshConfig: { extensionProviders: [{ name: '${provider ?? 'otel'}', opentelemetry: { service: 'otel-collector.observability.svc.cluster.local', port: 4317 } }] }`,
    });
  };
  const { namespaces, workloads, gateways } = context.parts(mesh);
  judge(mesh);
  for (const list of [namespaces, workloads, gateways]) for (const thing of list) judge(thing);
  return [...found.values()];
}
