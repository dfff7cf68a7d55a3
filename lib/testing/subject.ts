import type { IConstruct } from 'constructs';
import type { Diagnostic } from '../diagnostics';
import type { EffectiveMesh, IstioMesh, ReadOptions } from '../effective';
import type { Manifest } from '../manifests/manifest';

/** A mesh under test: a Mesh, Chart or App; YAML; manifests; or an effective mesh that was read already. */
export type MeshSubject = IConstruct | string | readonly object[] | EffectiveMesh;

export const isConstruct = (x: unknown): x is IConstruct => typeof x === 'object' && x !== null && typeof (x as IConstruct).node === 'object' && (x as IConstruct).node !== null && 'path' in (x as IConstruct).node;
const isEffective = (x: unknown): x is EffectiveMesh => typeof x === 'object' && x !== null && typeof (x as EffectiveMesh).client === 'function' && typeof (x as EffectiveMesh).server === 'function';

interface Read { readonly mesh: IstioMesh; readonly manifests: readonly Manifest[]; readonly diagnostics: readonly Diagnostic[] }
const texts = new Map<string, Read>();
const lists = new WeakMap<object, Map<string, Read>>();
/** Texts that are kept: tests ask the same one many times. */
const KEPT = 20;

/** What every proxy of a mesh will do. */
export function effective(subject: MeshSubject, options: ReadOptions = {}): EffectiveMesh {
  if (isEffective(subject)) return subject;
  if (isConstruct(subject)) return (require('../cdk8s/effective-of') as typeof import('../cdk8s/effective-of')).effectiveOf(subject);
  const read = readOf(subject, options);
  const unread = read.diagnostics.find((d) => d.severity === 'error');
  if (unread) throw new Error(`the mesh cannot be read: ${rendered(unread)}`);
  return read.mesh;
}

/** The objects of a mesh, in the order in which they are written. */
export function manifests(subject: MeshSubject): readonly Manifest[] {
  if (isConstruct(subject)) return ofConstruct(subject);
  if (isEffective(subject)) throw new Error('an effective mesh has no manifests: give what it was read from');
  return readOf(subject, {}).manifests;
}

/** All that is wrong with a mesh: what the compiler, the schemas and the library's checks say. */
export function diagnostics(subject: MeshSubject): readonly Diagnostic[] {
  const { checks, runChecks } = require('../checks') as typeof import('../checks');
  if (isConstruct(subject)) {
    const { diagnosticsOf, Host } = require('../cdk8s/host') as typeof import('../cdk8s/host');
    const found = diagnosticsOf(subject);
    if (found.some((d) => d.severity === 'error')) return found;
    const { model, resolved } = Host.of(subject).compile();
    const { effectiveOf } = require('../cdk8s/effective-of') as typeof import('../cdk8s/effective-of');
    // Secrets and the like are made by others: that they are not in the app is no error.
    return [...found, ...runChecks({ get mesh() { return effectiveOf(subject, { inventory: 'open' }); }, declared: { model, resolved } }, { checks }).diagnostics];
  }
  if (isEffective(subject)) return runChecks({ mesh: subject as IstioMesh }, { checks }).diagnostics;
  const read = readOf(subject, {});
  return [...read.diagnostics, ...runChecks({ mesh: read.mesh }, { checks }).diagnostics];
}

export const rendered = (d: Diagnostic): string => (require('../diagnostics') as typeof import('../diagnostics')).renderDiagnostic(d);

function ofConstruct(scope: IConstruct): Manifest[] {
  const { Host } = require('../cdk8s/host') as typeof import('../cdk8s/host');
  const { isMesh } = require('../constructs/mesh') as typeof import('../constructs/mesh');
  const { foreignObjects } = require('../cdk8s/foreign') as typeof import('../cdk8s/foreign');
  const { Chart } = require('cdk8s') as typeof import('cdk8s');
  const host = Host.of(scope), out: Manifest[] = [];
  for (const c of scope.node.findAll()) {
    if (isMesh(c)) { host.refuse(c); host.documents(c as never, (m) => out.push(m as Manifest)); } else if (Chart.isChart(c)) for (const object of foreignObjects(c, () => false)) out.push(object.toJson() as Manifest);
  }
  return out;
}

function readOf(subject: string | readonly object[], options: ReadOptions): Read {
  const key = JSON.stringify(options);
  if (typeof subject !== 'string') {
    let known = lists.get(subject);
    if (!known) lists.set(subject, (known = new Map<string, Read>()));
    let read = known.get(key);
    if (!read) known.set(key, (read = readManifestList(subject, options)));
    return read;
  }
  let read = texts.get(`${key}\n${subject}`);
  if (!read) {
    if (texts.size >= KEPT) texts.clear();
    const { readManifests } = require('../manifests/yaml') as typeof import('../manifests/yaml');
    const { fromFile, readIstio } = require('../effective') as typeof import('../effective');
    const found = readManifests(subject, 'mesh.yaml');
    texts.set(`${key}\n${subject}`, (read = { mesh: readIstio(found.manifests.map(fromFile), options), manifests: found.manifests.map((m) => m.manifest), diagnostics: found.diagnostics }));
  }
  return read;
}
function readManifestList(list: readonly object[], options: ReadOptions): Read {
  const { fromConstruct, readIstio } = require('../effective') as typeof import('../effective');
  const all = list as readonly Manifest[];
  return { mesh: readIstio(all.map((m) => fromConstruct(m, {})), options), manifests: all, diagnostics: [] };
}
