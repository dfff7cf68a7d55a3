import type { IConstruct } from 'constructs';
import type { ContainerFacts, Id, Labels, Origin, VersionFacts, WorkloadFacts } from '../model';
import { dnsLabel, serviceName } from './arguments';
import { CallError } from './call-error';
import type { ModelBuilder } from './declare';
import type { About } from './element';
import type { MeshNamespace } from './mesh-namespace';
import { POD_CODES, type PodCode } from './pod-codes';
import type { PodInputs } from './pod-object';
import type { Workload } from './workload';

interface Use {
  readonly about: About;
  readonly name: string;
  readonly versions: Readonly<Record<string, Workload>>;
  readonly namespace: MeshNamespace | undefined;
  readonly serviceAccount: string | undefined;
}

/** Which pods a Workload of a tree has become. A Workload itself is a description: another app may use it again. */
const uses = new WeakMap<IConstruct, Map<Workload, Pods>>();

/** The pods behind a service, all its versions: one identity. Services that are given the same Workloads share them. */
export class Pods {
  static of(root: IConstruct, use: Use): Pods {
    let known = uses.get(root);
    if (!known) uses.set(root, (known = new Map()));
    const workloads = Object.values(use.versions);
    const shared = workloads.map((w) => known.get(w)).find((p) => p !== undefined);
    if (shared) { shared.join(use); return shared; }
    const pods = new Pods(use);
    for (const w of workloads) {
      if (known.has(w)) throw new CallError(use.about.id, 'one Workload stands for two versions', 'make a Workload for each version');
      known.set(w, pods);
    }
    return pods;
  }

  private readonly users: About[];
  readonly name: string;

  private constructor(private readonly use: Use) {
    const { about, versions } = use;
    this.users = [about];
    const given = givenName(use);
    this.name = given === undefined ? use.name : serviceName(about.id, 'the name of a workload', given);
    for (const [version, workload] of Object.entries(versions)) {
      dnsLabel(about.id, 'the name of a version', version);
      dnsLabel(about.id, 'the name of a Deployment', `${this.name}-${version}`);
      const { content } = workload;
      if (content.kind === 'construct') content.pod.complete(() => ({ labels: this.labelsFor(version), serviceAccount: this.accountName() }));
    }
  }

  /** Whether the app has a pod in which a container port can be looked up by its name. */
  get hasConstructs(): boolean { return Object.values(this.use.versions).some((w) => w.content.kind === 'construct'); }

  /** Path of the first of its services, in the order of paths. */
  get id(): Id { return this.users.reduce((least, u) => (u.id < least ? u.id : least), this.users[0].id); }

  private join(use: Use): void {
    const first = this.use;
    const refuse = (what: string, help: string): never => {
      throw new CallError(use.about.id, `shares its workload with ${first.about.id}, ${what}`, help);
    };
    const names = Object.keys(first.versions);
    if (names.length !== Object.keys(use.versions).length || names.some((n) => first.versions[n] !== use.versions[n])) refuse('but not all of its versions under the same names', 'give both services the same versions');
    if (givenName(first) === undefined) refuse('and it has no name of its own', "name it: Workload.container({ name: '…', … }); its Deployment, label and ServiceAccount are called so");
    if (first.about.mesh !== use.about.mesh) refuse('which belongs to another mesh', 'declare both services in one mesh');
    if (first.namespace !== use.namespace) refuse('in another namespace', 'pods are in one namespace: give both services the same');
    if (first.serviceAccount !== use.serviceAccount) refuse(`which runs as ${first.serviceAccount ?? 'its own ServiceAccount'}`, 'pods have one identity: give both services the same serviceAccount');
    this.users.push(use.about);
  }

  /** Labels a pod of a version gets: what Kubernetes and meshes key on. */
  private labelsFor(version: string): Labels { return { app: this.name, version }; }

  private accountName(): string { return this.use.serviceAccount ?? this.name; }

  /** Adds the workload, once, and returns its id with the ports of its containers by name. */
  declare(into: ModelBuilder, namespace: Id): { readonly id: Id; readonly lookUp: (name: string) => number | undefined } {
    const id = this.id;
    const first = this.use.versions;
    if (this.plain) {
      if (!into.workloads.has(id)) into.workloads.set(id, this.plainFacts(id, namespace, first));
      return { id, lookUp: nothing };
    }
    const inputs = this.inputs(into);
    if (!into.workloads.has(id)) into.workloads.set(id, this.facts(into, id, namespace, inputs));
    const lookUp = (name: string): number | undefined => {
      const found = new Set<number>();
      for (const i of inputs.values()) if (i.ports[name] !== undefined) found.add(i.ports[name]);
      if (found.size === 1) return [...found][0];
      if (found.size) into.diagnostics.push(problem(POD_CODES.differentContainerPorts, this.users[0].origin, `the versions of ${this.name} call different container ports '${name}': ${[...found].sort((a, b) => a - b).join(', ')}`, 'policies are keyed by the number: give it the same in all versions'));
      else if (inputs.size) into.diagnostics.push(problem(POD_CODES.unknownContainerPort, this.users[0].origin, `no container of ${this.name} has a port named '${name}'`, 'name it in the pod, or give targetPort its number'));
      return undefined;
    };
    return { id, lookUp };
  }

  /** All of its versions are containers of ours, so nothing is to be asked of anybody. */
  private get plain(): boolean {
    for (const version in this.use.versions) if (this.use.versions[version].content.kind !== 'container') return false;
    return true;
  }
  private plainFacts(id: Id, namespace: Id, from: Readonly<Record<string, Workload>>): WorkloadFacts {
    const { origin, mesh, groups } = this.users.find((u) => u.id === id)!;
    const { name } = this;
    const versions: VersionFacts[] = Object.keys(from).sort().map((version) => ({
      name: version, labels: this.labelsFor(version), podsName: `${name}-${version}`, pods: { kind: 'container', container: (from[version].content as { container: ContainerFacts }).container },
    }));
    const given = this.use.serviceAccount;
    return { id, origin, mesh, namespace, groups, name, selector: { app: name }, serviceAccount: given ?? name, createServiceAccount: given === undefined, meshed: true, versions };
  }

  private facts(into: ModelBuilder, id: Id, namespace: Id, inputs: ReadonlyMap<string, PodInputs>): WorkloadFacts {
    const about = this.users.find((u) => u.id === id)!;
    const contents = Object.entries(this.use.versions);
    const existing = contents.map(([, w]) => w.content).filter((c) => c.kind === 'existing');
    const given = this.use.serviceAccount;
    const stated = contents.map(([version, { content }]) => (content.kind === 'existing' ? content.serviceAccount : inputs.get(version)?.serviceAccount));
    const accounts = [...new Set([...(given === undefined ? [] : [given]), ...stated.map((account) => account ?? this.accountName())])].sort();
    if (accounts.length > 1) {
      into.diagnostics.push(problem(POD_CODES.podAccounts, about.origin, `the pods of ${this.name} run as different ServiceAccounts: ${accounts.join(', ')}`,
        'the versions of a service are one identity: give them the same serviceAccountName, or name it with the prop serviceAccount'));
    }
    this.report(into, about, inputs);
    const versions: VersionFacts[] = contents.map(([name, workload]) => {
      const { content } = workload;
      if (content.kind === 'existing') return { name, labels: content.labels, podsName: `${this.name}-${name}`, pods: { kind: 'existing' } };
      if (content.kind === 'container') return { name, labels: this.labelsFor(name), podsName: `${this.name}-${name}`, pods: { kind: 'container', container: content.container } };
      const read = inputs.get(name);
      return {
        name, labels: pick({ ...this.labelsFor(name), ...read?.labels }, ['app', 'version']), podsName: read?.name ?? this.name,
        pods: { kind: 'construct', path: content.pod.path, workloadKind: content.pod.object.kind, name: read?.name ?? content.pod.object.name, ...(read?.namespace === undefined ? {} : { namespace: read.namespace }) },
      };
    });
    return {
      id, origin: about.origin, mesh: about.mesh, namespace, groups: about.groups, name: this.name,
      selector: common(versions.map((v) => v.labels), contents.length > 1 ? 'version' : contents[0][1].content.kind === 'existing' ? undefined : 'version'),
      serviceAccount: accounts[0], createServiceAccount: given === undefined && stated.every((account) => account === undefined), meshed: existing.every((e) => e.meshed), versions: versions.sort((a, b) => (a.name < b.name ? -1 : 1)),
    };
  }

  /** What is wrong with pods that are the user's, as far as the mesh depends on it. */
  private report(into: ModelBuilder, { origin }: About, inputs: ReadonlyMap<string, PodInputs>): void {
    const home = this.use.namespace?.name ?? (this.use.about.owner as IConstruct & { readonly namespace: string }).namespace;
    for (const [version, { namespace }] of inputs) {
      if (namespace === undefined || namespace === home) continue;
      into.diagnostics.push(problem(POD_CODES.podNamespace, origin, `the pods of ${this.name} (${version}) are in namespace '${namespace}', their service is in '${home}'`, `put both into one: give the service namespace: new MeshNamespace(mesh, '${namespace}'), or the pods metadata.namespace '${home}'`));
    }
    const seen = new Map<string, string>();
    for (const [version, { labels }] of inputs) {
      const own = JSON.stringify(pick({ ...this.labelsFor(version), ...labels }, ['app', 'version']));
      const other = seen.get(own);
      if (other !== undefined) into.diagnostics.push(problem(POD_CODES.sameVersionLabels, origin, `the pods of ${this.name} have the same \`app\` and \`version\` labels in versions ${other} and ${version}`, 'leave out the `version` label of their pods (it is added), or give each its own'));
      else seen.set(own, version);
    }
    const apps = new Set([...inputs.values()].map((i) => i.labels.app ?? this.name));
    if (apps.size > 1) into.diagnostics.push(problem(POD_CODES.podAppLabels, origin, `the pods of ${this.name} have different \`app\` labels: ${[...apps].sort().join(', ')}`, 'the versions of a service are one workload: leave out the `app` label of their pods (it is added), or give all the same'));
  }

  /** What the user's own pods say, by version. */
  private inputs(into: ModelBuilder): Map<string, PodInputs> {
    const out = new Map<string, PodInputs>();
    for (const [version, workload] of Object.entries(this.use.versions)) {
      const { content } = workload;
      if (content.kind !== 'construct') continue;
      try {
        out.set(version, content.pod.read());
        into.inputs.push(() => { try { return JSON.stringify(content.pod.read()); } catch (e) { return String(e); } });
      } catch (error) {
        into.inputs.push(() => { try { return JSON.stringify(content.pod.read()); } catch (e) { return String(e); } });
        into.diagnostics.push(problem(POD_CODES.unreadablePods, this.use.about.origin, `${content.pod.object.kind} ${content.pod.path} cannot be read: ${(error as Error).message.split('\n')[0]}`, 'finish it before the app is synthesized'));
      }
    }
    return out;
  }
}

const nothing = (): undefined => undefined;
const problem = ({ code, severity }: PodCode, at: Origin, message: string, help: string) => ({ code, severity, path: at.path, source: at.source, message, help });

function givenName(use: Use): string | undefined {
  const names = new Set(Object.values(use.versions).map((w) => w.name).filter((n) => n !== undefined));
  if (names.size > 1) throw new CallError(use.about.id, `its versions name the workload differently: ${[...names].join(', ')}`, 'the versions of a service are one workload: give them one name');
  return [...names][0];
}
const pick = (labels: Labels, keys: readonly string[]): Labels => Object.fromEntries(keys.filter((k) => labels[k] !== undefined).map((k) => [k, labels[k]]));
/** Labels that all have, without the one that tells versions apart. */
function common(all: readonly Labels[], except: string | undefined): Labels {
  const out: Record<string, string> = {};
  for (const key of Object.keys(all[0])) if (key !== except && all.every((l) => l[key] === all[0][key])) out[key] = all[0][key];
  return out;
}
