import { CallError } from '../constructs/call-error';
import type { Manifest } from '../manifests/manifest';
import type { PlannedObject } from './planned';
import { groupOf } from './stage';

/** What an object is asked for by. `group`: of the API, or an API version in full. */
export interface Asked { readonly kind: string; readonly name: string; readonly namespace?: string; readonly group?: string }

/** The position of the one object that is asked for; none, and more than one, are errors that say what there is. */
export function positionOf(objects: readonly PlannedObject[], asked: Asked): number {
  const found = objects.filter(({ manifest }) => isOne(manifest, asked));
  if (found.length === 1) return objects.indexOf(found[0]);
  const { kind, name, namespace, group } = asked, text = `${kind} '${name}'${namespace ? ` of ${namespace}` : ''}${group ? ` in ${group}` : ''}`;
  throw found.length > 1
    ? new CallError(undefined, `several objects are ${text}`, whichOf(found.map((o) => o.manifest)))
    : new CallError(undefined, `no object is ${text}`, othersOf(objects.filter((o) => o.manifest.kind === kind), asked));
}

function isOne({ apiVersion, kind, metadata }: Manifest, asked: Asked): boolean {
  return kind === asked.kind && metadata.name === asked.name && (asked.namespace === undefined || metadata.namespace === asked.namespace)
    && (asked.group === undefined || asked.group === apiVersion || asked.group === groupOf(apiVersion));
}

const SHOWN = 10;

/** Objects of the kind, with their API versions where a group was asked for. */
function othersOf(objects: readonly PlannedObject[], { kind, group }: Asked): string {
  if (objects.length === 0) return `there is no ${kind} at all`;
  return `there are: ${objects.slice(0, SHOWN).map(({ name, manifest }) => (group === undefined ? name : `${name} (${manifest.apiVersion})`)).join(', ')}${objects.length > SHOWN ? ', …' : ''}`;
}

/** What tells objects of one kind and name apart. */
function whichOf(found: readonly Manifest[]): string {
  const different = (of: (m: Manifest) => string): string[] => [...new Set(found.map(of))].sort();
  const namespaces = different((m) => m.metadata.namespace ?? ''), groups = different((m) => groupOf(m.apiVersion) || 'v1');
  const choices = (what: string, list: readonly string[]): string[] => (list.length > 1 ? [`the ${what} (${list.slice(0, SHOWN).filter(Boolean).map((l) => `'${l}'`).join(', ')})`] : []);
  return `name ${[...choices('namespace', namespaces), ...choices('API group', groups)].join(' and ')}: object(kind, name, namespace, group)`;
}
