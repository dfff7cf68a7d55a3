import type { Manifest } from '../manifest';
import type { Violation } from '../violation';
import { KINDS as ISTIO } from '../generated/istio-1.31/kinds';
import { KINDS as KUBERNETES } from '../generated/kubernetes-1.36/kinds';
import { isValid, makeReady, type Ready } from './check';
import { didYouMean } from './did-you-mean';
import { metadataValid } from './metadata';
import type { KindSchema, Shapes } from './shape';

export type { KindSchema } from './shape';
export { fieldPath, itemPath } from './path';
export { didYouMean } from './did-you-mean';

/** One version of the schemas. Its data is read with its first object, its prose with the first mistake. */
interface SchemaSet {
  readonly kinds: readonly KindSchema[];
  readonly shapes: () => Shapes;
  ready?: readonly Ready[];
}

interface Known extends KindSchema { readonly set: SchemaSet }

 
const SETS: readonly SchemaSet[] = [
  { kinds: ISTIO, shapes: () => require('../generated/istio-1.31/shapes') as Shapes },
  { kinds: KUBERNETES, shapes: () => require('../generated/kubernetes-1.36/shapes') as Shapes },
];
const explanation = (): typeof import('./explain') => require('./explain') as typeof import('./explain');
 

/** Kind → apiVersion → schema: two look-ups by words that every object carries. */
const INDEX = new Map<string, Map<string, Known>>();
/** Groups whose kinds are all known: another kind in one of them is a mistake. */
const COMPLETE = new Set(ISTIO.map((kind) => kind.group));

for (const set of SETS) {
  for (const kind of set.kinds) {
    const known: Known = { ...kind, set };
    let versions = INDEX.get(kind.kind);
    if (!versions) INDEX.set(kind.kind, versions = new Map());
    for (const version of kind.versions) versions.set(kind.group === '' ? version : `${kind.group}/${version}`, known);
  }
}

const NONE: readonly Violation[] = Object.freeze([]);

/** Whether the API server would take the object by its schema: structure, unknown fields, CEL rules, metadata. A kind that is not known passes. */
export function isSchemaValid(manifest: Manifest): boolean {
  const known = INDEX.get(manifest?.kind)?.get(manifest.apiVersion);
  if (known !== undefined && isGood(manifest, known)) return true;
  return !schemaViolations(manifest).some((violation) => violation.level === 'error');
}

/** The same with reasons: what is wrong, where, and what to do. Empty for a good object and for a kind that is not known. */
export function schemaViolations(manifest: Manifest): readonly Violation[] {
  if (typeof manifest !== 'object' || manifest === null) return [{ path: '', message: 'expected an object with apiVersion and kind', source: 'schema', level: 'error' }];
  const versions = INDEX.get(manifest.kind);
  const known = versions?.get(manifest.apiVersion);
  if (known === undefined) return unknownKind(manifest, versions);
  if (!isGood(manifest, known)) return explanation().explain(manifest, known.set.shapes(), known.shape, known);
  return NONE;
}

function isGood(manifest: Manifest, known: Known): boolean {
  const ready = known.set.ready ??= makeReady(known.set.shapes());
  return metadataValid(manifest.metadata, known) && isValid(manifest, ready[known.shape]!);
}

/** The kinds whose objects are checked, with their served versions. */
export const knownKinds = (): readonly KindSchema[] => SETS.flatMap((set) => set.kinds);

function unknownKind(manifest: Manifest, versions: ReadonlyMap<string, Known> | undefined): readonly Violation[] {
  const problem = (path: string, message: string, help: string | undefined): Violation[] => [{ path, message, ...(help === undefined ? {} : { help }), source: 'schema', level: 'error' }];
  const { apiVersion, kind } = manifest as { apiVersion: unknown; kind: unknown };
  if (typeof apiVersion !== 'string' || apiVersion === '') return problem('apiVersion', 'the object has no apiVersion', undefined);
  if (typeof kind !== 'string' || kind === '') return problem('kind', 'the object has no kind', undefined);
  const slash = apiVersion.indexOf('/');
  const group = slash < 0 ? '' : apiVersion.slice(0, slash);
  const served = [...versions ?? []].filter(([, known]) => known.group === group).map(([version]) => version);
  if (served.length > 0) return problem('apiVersion', `${kind} is not served as ${apiVersion}`, `use ${served.join(', ')}`);
  if (!COMPLETE.has(group)) return NONE;
  const elsewhere = [...versions ?? []][0];
  return problem('kind', `${group} has no kind ${kind}`, elsewhere ? `${kind} belongs to ${elsewhere[0]}` : didYouMean(kind, ISTIO.filter((k) => k.group === group).map((k) => k.kind)));
}
