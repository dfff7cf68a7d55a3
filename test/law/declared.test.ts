import type { App } from 'cdk8s';
import { evaluate, type Authorization, type Client, type EffectiveMesh, type Forward, type Gate, type SeenRequest, type Workload } from '../../lib/effective';
import type { CallFacts, DestinationFact, Id, MeshModel, PathFact, RequestFacts, ServiceFacts, SourceFact, WorkloadFacts } from '../../lib/model';
import type { AccessFact } from '../../lib/model/policies/access-policy';
import { rewrittenTarget } from '../../lib/simulate/rewrite';
import { Istio } from '../../lib';
import { generateMeshes, MESH_CONFIG } from '../generated/meshes';
import { pickSeeded } from '../generated/pick';
import { programs } from '../helpers/fixtures';
import { probesFor, seen } from './probes';
import { mutated } from './mutate';
import { subjectOf, subjectOfModel, type Subject } from './subject';

// What is declared, and what is read back from the manifests, with nothing in between: neither emitters nor meaning have a word here.

const builds: readonly (readonly [string, (app: App) => unknown])[] = [
  ...programs().map((p) => [p.name, p.build] as const), ...Array.from({ length: 40 }, (_, i) => [`seed ${i + 200}`, (app: App) => generateMeshes(app, pickSeeded(i + 200))] as const),
];
interface World { readonly name: string; readonly s: Subject; readonly model: MeshModel; readonly mesh: EffectiveMesh }
const target = Istio.sidecar({ meshConfig: MESH_CONFIG });
const worlds: readonly World[] = builds.flatMap(([name, build], i) => {
  const s = subjectOf(build);
  if ('errors' in s) return [];
  // Of the generated ones, the same with changes that nobody wrote.
  const other = name.startsWith('seed') ? subjectOfModel(mutated(s.model, pickSeeded(i)), target) : s;
  return [s, ...(other !== s && !('errors' in other) ? [other] : [])].map((x) => ({ name: x === s ? name : `${name} with changes ${i}`, s: x, model: x.model, mesh: x.read() }));
});
const podsOf = ({ model, mesh }: World, id: Id): readonly Workload[] => {
  const w = model.workloads.find((x) => x.id === id)!, namespace = model.namespaces.find((n) => n.id === w.namespace)!.name;
  return w.versions.flatMap((v) => mesh.workload(v.pods.kind === 'construct' ? `${v.pods.namespace ?? namespace}/${v.pods.name}` : `${namespace}/${v.podsName}`) ?? []);
};
const hostOf = ({ model, s }: World, service: ServiceFacts): string => `${service.name}.${model.namespaces.find((n) => n.id === service.namespace)!.name}.svc.${s.facts.clusterDomain}`;
const isHttp = (protocol: string): boolean => ['http', 'http2', 'grpc'].includes(protocol);

const pathOf = (p: PathFact | undefined): string => (!p ? '/anything' : p.kind === 'exact' ? p.value : p.value === '/' ? '/anything' : `${p.value}/below`);
/** One request of those that a call is about. */
const sampleOf = (r: RequestFacts): { method: string; target: string; claims: RequestFacts['claims'] } => ({ method: r.methods[0] ?? 'GET', target: pathOf(r.paths[0]), claims: r.claims });
const isAllowed = (gate: Gate, request: SeenRequest): boolean => {
  const allows = gate.authorization.filter((p: Authorization) => p.action === 'ALLOW');
  return allows.length === 0 || allows.some((p) => p.rules.some((r) => evaluate(r.when, request) === true));
};

/** A caller that may call a service of another owner: by a grant of the whole of it to exactly this caller, or because that accepts all. */
const maySend = (model: MeshModel, caller: WorkloadFacts, to: ServiceFacts): boolean =>
  caller.mesh === to.mesh || model.meshes.find((m) => m.id === to.mesh)!.callsFromOthers === 'ALLOWED' || model.grants.some((g) => g.service === to.id && g.only.length === 0 && g.from.kind === 'workload' && g.from.id === caller.id);

test('a declared call finds its way: the caller knows where the rules send it, and every server on the way lets it in', () => {
  const failures: string[] = [];
  let sent = 0;
  for (const world of worlds) for (const call of world.model.calls) for (const pods of podsOf(world, call.from)) {
    const service = call.to.kind === 'service' && world.model.services.find((x) => x.id === (call.to as { id: Id }).id), caller = world.model.workloads.find((w) => w.id === call.from)!;
    if (!service || !caller.meshed || !maySend(world.model, caller, service)) continue;
    for (const request of call.only.length > 0 ? call.only : [{ methods: [], paths: [], claims: {} }]) sent += send(world, { call, request, service, caller: pods }, failures);
  }
  expect(failures).toEqual([]);
  expect(sent).toBeGreaterThan(1000);
});

interface Sent { readonly call: CallFacts; readonly request: RequestFacts; readonly service: ServiceFacts; readonly caller: Workload }
function send(world: World, { call, request, service, caller }: Sent, failures: string[]): number {
  const client: Client = world.mesh.client(caller), name = hostOf(world, service), sample = sampleOf(request);
  let sent = 0;
  for (const port of service.ports) {
    if ((request.port !== undefined && request.port !== port.name) || !isHttp(port.protocol)) continue;
    const seenHere: SeenRequest = { method: sample.method, target: sample.target, authority: name, headers: {}, principal: caller.principal, sni: null, token: null, peerAddress: '10.1.1.1', clientAddress: '10.1.1.1' };
    const rule = client.http(port.number)?.find(name)?.rules.find((r) => evaluate(r.when, seenHere) === true);
    const at = `${world.name}: ${call.from} → ${name}:${port.number} ${sample.method} ${sample.target}`;
    if (!rule) { failures.push(`${at}: no rule`); continue; }
    if (rule.action.kind !== 'forward') continue;
    const { to, mirrors, rewrite } = rule.action as Forward;
    for (const target of [...to.map((s) => s.to), ...mirrors.map((m) => m.to)]) {
      const destination = client.destination(target);
      if (!destination) { failures.push(`${at}: ${target.host} is not known`); continue; }
      for (const pods of destination.workloads()) {
        const owner = world.model.services.find((s) => hostOf(world, s) === target.host), callerFacts = world.model.workloads.find((w) => w.id === call.from)!;
        if (pods.proxy !== 'sidecar' || !owner || !maySend(world.model, callerFacts, owner)) continue;
        const number = owner.ports.find((p) => p.number === target.port)!.containerPort, gate = world.mesh.server(pods).port(number).gate, issuer = gate.jwt[0]?.issuer;
        if (Object.keys(sample.claims).length > 0 && issuer === undefined) continue;
        sent++;
        const claims = Object.fromEntries(Object.entries(sample.claims).map(([k, v]) => [k, v[0]]));
        const arrives: SeenRequest = {
          ...seenHere, port: number, target: rewrite ? rewrittenTarget(sample.target, rewrite.value) : sample.target,
          token: issuer === undefined ? null : { issuer, subject: 'user', claims: { ...claims, iss: issuer, sub: 'user' } },
        };
        if (!isAllowed(gate, arrives)) failures.push(`${at}: ${pods.id} port ${number} does not let it in`);
      }
    }
  }
  return sent;
}

/** Services that a rule of a service's host may send to, whatever the request; itself among them. */
function reachable(model: MeshModel, service: Id): ReadonlySet<Id> {
  const to = (d: DestinationFact): Id[] => (d.kind === 'external' ? [] : [d.service]), out = new Set<Id>([service]);
  for (const r of model.routes) if (r.parent.id === service) for (const { action } of r.rules) if (action.kind === 'forward') for (const d of [...action.backends.map((b) => b.to), ...(action.mirror ? [action.mirror.to] : [])]) for (const id of to(d)) out.add(id);
  return out;
}
/** Whether anything that is declared could let a caller in at a workload: a coarse answer that is never too small. */
function somethingDeclares({ model, s }: World, caller: WorkloadFacts, callee: WorkloadFacts): boolean {
  const services = model.services.filter((x) => x.workload === callee.id).map((x) => x.id);
  const namespace = model.namespaces.find((n) => n.id === caller.namespace)!.name, principal = `${s.facts.trustDomain}/ns/${namespace}/sa/${caller.serviceAccount}`;
  const names = (f: SourceFact): boolean => f.kind === 'anyone' || f.kind === 'authenticated' || f.kind === 'cidr' || (f.kind === 'workload' && f.id === caller.id) || (f.kind === 'namespace' && f.name === namespace)
    || (f.kind === 'principal' && f.spiffeId.endsWith(principal.slice(principal.indexOf('/')))) || (f.kind === 'except' && names(f.of));
  const leadsHere = (id: Id): boolean => [...reachable(model, id)].some((r) => services.includes(r));
  return model.calls.some((c) => c.from === caller.id && c.to.kind === 'service' && leadsHere(c.to.id)) || model.grants.some((g) => names(g.from) && leadsHere(g.service))
    || model.policies.some((p) => p.value !== 'off' && ((p.kind === 'AccessPolicy' && (p.value as AccessFact).allow.some((r) => r.from.length === 0 || r.from.some(names))) || p.kind === 'MetricsScraping'));
}

test('whom nothing declares is let in nowhere', () => {
  const failures: string[] = [];
  let asked = 0, nobody = 0;
  for (const world of worlds) for (const callee of world.model.workloads) {
    if (!callee.meshed || world.model.meshes.find((m) => m.id === callee.mesh)!.access !== 'DECLARED_CALLS') continue;
    const strangers = world.model.workloads.filter((w) => w.meshed && !somethingDeclares(world, w, callee));
    if (strangers.length === world.model.workloads.filter((w) => w.meshed).length) nobody++;
    for (const pods of podsOf(world, callee.id).slice(0, 1)) for (const port of world.mesh.server(pods).ports) {
      const principals = strangers.flatMap((w) => podsOf(world, w.id).slice(0, 1).map((p) => p.principal)), conditions = port.gate.authorization.flatMap((p) => p.rules.map((r) => r.when));
      if (principals.length === 0) continue;
      for (const probe of probesFor(conditions, { principals, issuers: port.gate.jwt.map((r) => r.issuer), most: 300 })) {
        if (!principals.includes(probe.principal!)) continue;
        asked++;
        if (isAllowed(port.gate, seen(probe, port.number))) { failures.push(`${world.name}: ${probe.principal} at ${pods.id} port ${port.number}`); break; }
      }
    }
  }
  expect(failures).toEqual([]);
  expect(asked).toBeGreaterThan(3000);
  expect(nobody).toBeGreaterThan(0);
});

test('shares are the weights of the split', () => {
  let splits = 0;
  for (const world of worlds) for (const split of world.model.splits) {
    const service = world.model.services.find((x) => x.id === split.service)!, observer = world.mesh.workload('law-observer/law-observer')!, total = Object.values(split.weights).reduce((a, b) => a + b, 0);
    const wanted = Object.fromEntries(Object.entries(split.weights).filter(([, w]) => w > 0).map(([v, w]) => [v, (w * 100) / total]));
    for (const port of service.ports.filter((p) => isHttp(p.protocol))) {
      const rules = world.mesh.client(observer).http(port.number)!.find(hostOf(world, service))!.rules, action = rules[rules.length - 1].action as Forward;
      const sum = action.to.reduce((a, t) => a + t.weight, 0);
      // A route that takes everything leaves nothing to the split.
      if (world.model.routes.some((r) => r.parent.id === service.id && r.rules.some((rule) => rule.matches.length === 0))) continue;
      expect([world.name, Object.fromEntries(action.to.map((t) => [t.to.subset, (t.weight * 100) / sum]))]).toEqual([world.name, wanted]);
      splits++;
    }
  }
  expect(splits).toBeGreaterThan(20);
});
