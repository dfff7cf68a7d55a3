import type { Workload } from '../mesh';
import { defaultOf, KIND, sourceOf, type SourceObject } from '../objects';
import type { Sourced } from '../provenance';
import { once } from '../../manifests/maps';
import { fields, numberOf, textMap, textOf, type Fields } from './fields';
import { byAge } from './order';
import { SelectorIndex } from './selector-index';
import type { World } from './world';

export type PeerMode = 'STRICT' | 'PERMISSIVE' | 'DISABLE';
const modeOf = (mtls: Fields | undefined): PeerMode | undefined => { const m = textOf(mtls?.mode); return m === 'STRICT' || m === 'PERMISSIVE' || m === 'DISABLE' ? m : undefined; };

interface Policies { /** Without selector: the oldest. */ readonly wide?: SourceObject; readonly selecting: SelectorIndex<SourceObject> }
const makeIndex = (): Map<string, Policies> => new Map();
function policiesIn(world: World, namespace: string): Policies {
  const index = world.part(makeIndex);
  let found = index.get(namespace);
  if (!found) {
    const sorted = [...world.of(KIND.peerAuthentication, namespace)].sort(byAge);
    const labelled = sorted.map((item) => ({ item, labels: textMap(fields(fields(item.manifest.spec)?.selector)?.matchLabels) }));
    const wide = labelled.find((l) => Object.keys(l.labels).length === 0)?.item;
    index.set(namespace, (found = { ...(wide && { wide }), selecting: new SelectorIndex(labelled.filter((l) => Object.keys(l.labels).length > 0)) }));
  }
  return found;
}
const specOf = (o: SourceObject | undefined): Fields => fields(o?.manifest.spec) ?? {};
const said = (o: SourceObject | undefined): Sourced<PeerMode> | undefined => { const m = modeOf(fields(specOf(o).mtls)); return m && o && { value: m, from: sourceOf(o, 'spec.mtls.mode') }; };

/** Mode of a namespace: its own policy's, else the mesh's, else both are taken. */
export const namespaceMtls = (world: World, namespace: string): Sourced<PeerMode> => once(world.part(makeModes), namespace, () => readMode(world, namespace));
const makeModes = (): Map<string, Sourced<PeerMode>> => new Map();
function readMode(world: World, namespace: string): Sourced<PeerMode> {
  const root = world.settings.rootNamespace;
  return (namespace === root ? undefined : said(policiesIn(world, namespace).wide)) ?? said(policiesIn(world, root).wide) ?? { value: 'PERMISSIVE', from: defaultOf('Istio') };
}

const makeOwn = (): Map<Workload, SourceObject | undefined> => new Map();
/** The policy that selects a workload, if one does. */
function policyOf(world: World, workload: Workload): SourceObject | undefined {
  if (workload.namespace === world.settings.rootNamespace) return undefined;
  const known = world.part(makeOwn);
  if (!known.has(workload)) known.set(workload, policiesIn(world, workload.namespace).selecting.matching(workload.labels)[0]);
  return known.get(workload);
}

/** What a workload takes on a port of its container. Of the policies that select it the oldest counts; those of the root namespace select nobody. */
export function peerModeOf(world: World, workload: Workload, port?: number): Sourced<PeerMode> {
  const own = policyOf(world, workload);
  const base = said(own) ?? namespaceMtls(world, workload.namespace);
  if (own && port !== undefined) {
    const ports = fields(specOf(own).portLevelMtls) ?? {};
    const key = Object.keys(ports).find((k) => numberOf(k) === port);
    const mode = key === undefined ? undefined : modeOf(fields(ports[key]));
    if (key !== undefined && mode) return { value: mode, from: sourceOf(own, `spec.portLevelMtls["${key}"].mode`) };
  }
  return base;
}
