import { isObject } from '../../../manifests/is-object';
import type { Manifest } from '../../../manifests/manifest';
import { readYaml, stringify } from '../../../manifests/yaml';
import { equal, Misfit, rebased } from './rebase';
import type { Values } from './sparse';

/** One state of what we would write: objects, and the values of the chart istiod that mean the same. */
export interface State { readonly objects: readonly Manifest[]; readonly values: Values; /** Names of injection templates that users bring. */ readonly templates: readonly string[] }

/** What leads from one state to the other, done to objects that the charts wrote. `standard`: to what the charts do by themselves, whose values are not all known here, so that none is taken away. */
export function laidOn(before: State, after: State, objects: readonly Manifest[], standard = false): readonly Manifest[] {
  const [was, is, out] = [index(before.objects), index(after.objects), index(objects)];
  for (const key of new Set([...was.keys(), ...is.keys()])) {
    const [old, now, theirs] = [was.get(key), is.get(key), out.get(key)];
    const changed = old && now ? rebased(comparable(old, before), comparable(now, after), theirs && comparable(theirs), '') : now;
    if (old && now && JSON.stringify(comparable(old, before)) === JSON.stringify(comparable(now, after))) continue;
    if (old && now && !theirs) throw new Misfit(`${now.kind} '${now.metadata.name}'`, 'it is not among the rendered objects');
    if (standard && isObject(changed) && theirs && isInjector(theirs)) complete(comparable(theirs), changed, '');
    if (changed === undefined) out.delete(key);
    else if (!theirs || !old) out.set(key, theirs ?? now!);
    else out.set(key, written(changed as Manifest, theirs));
  }
  return [...out.values()];
}

const index = (objects: readonly Manifest[]): Map<string, Manifest> => new Map(objects.map((o) => [`${o.apiVersion.replace(/\/?[^/]*$/, '')}/${o.kind}/${o.metadata.namespace ?? ''}/${o.metadata.name}`, o]));

const isInjector = (o: Manifest): boolean => o.kind === 'ConfigMap' && o.metadata.name.startsWith('istio-sidecar-injector');
/** Texts that are data: what changes is a field of them. */
const TEXTS: ReadonlySet<string> = new Set(['mesh', 'meshNetworks', 'config', 'values']);

/** The object with its texts read. Templates of ours say nothing of the chart's, which read values instead. */
function comparable(object: Manifest, state?: State): Manifest {
  if (object.kind !== 'ConfigMap' || !isObject(object.data)) return object;
  const data = Object.fromEntries(Object.entries(object.data).map(([key, text]): [string, unknown] => [key, TEXTS.has(key) && typeof text === 'string' ? readYaml(text).documents[0]?.value ?? {} : text]));
  if (state === undefined || !isInjector(object)) return { ...object, data };
  const { templates, ...config } = data.config as { readonly templates?: Readonly<Record<string, string>> };
  const own = Object.fromEntries(state.templates.map((name) => [name, templates?.[name]]));
  return { ...object, data: { config: { ...config, templates: own }, values: picked(state.values) } };
}
/** The part of the values that the chart hands to its templates. */
function picked({ global, sidecarInjectorWebhook, gateways, pilot }: Values): Values {
  return JSON.parse(JSON.stringify({ global, sidecarInjectorWebhook, gateways, pilot })) as Values;
}

/** Puts back what the charts' values have and ours do not: all of it says nothing, or else something that we cannot undo. Some groups are known as a whole. */
function complete(theirs: object, changed: object, path: string): void {
  for (const [key, value] of Object.entries(theirs)) {
    const now = (changed as Record<string, unknown>)[key];
    if (isObject(value) && isObject(now)) complete(value, now, `${path}.${key}`);
    else if (now === undefined && path.startsWith('.data.values') && !/\.(env|seccompProfile)$/.test(path)) {
      if (!saysNothing(value)) throw new Misfit(`${path}.${key}`.slice(1), `it is ${JSON.stringify(value)}`);
      (changed as Record<string, unknown>)[key] = value;
    }
  }
}
const saysNothing = (value: unknown): boolean => value === undefined || value === null || value === '' || value === '*' || value === false || (typeof value === 'object' && Object.values(value).every(saysNothing));

function written(changed: Manifest, theirs: Manifest): Manifest {
  if (changed.kind !== 'ConfigMap' || !isObject(changed.data)) return changed;
  const before = theirs.data as Readonly<Record<string, string>>;
  const text = (key: string, value: unknown): unknown => (typeof value === 'string' ? value : key === 'values' ? JSON.stringify(value, undefined, 2) : stringify(value));
  const read = comparable(theirs).data as Values;
  // A text in which nothing changed stays as it was, to the letter.
  return { ...changed, data: Object.fromEntries(Object.entries(changed.data).map(([key, value]) => [key, equal(value, read[key]) && before[key] !== undefined ? before[key] : text(key, value)])) };
}
