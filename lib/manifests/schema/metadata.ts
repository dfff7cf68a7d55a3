import { isObject } from '../is-object';
import type { Violation } from '../violation';
import { didYouMean } from './did-you-mean';
import { METADATA_FIELDS } from './metadata-fields';
import { isDnsLabel, isDnsSubdomain, isLabelKey, isLabelValue, isPathSegment } from './names';
import { fieldPath } from './path';

/** Largest sum of all keys and values of annotations, in bytes. */
const ANNOTATION_BYTES = 256 * 1024;

const FIELDS: ReadonlySet<string> = new Set([...METADATA_FIELDS.keys(), 'annotations', 'generateName', 'labels', 'name', 'namespace'].sort());

interface NameForm { readonly is: (name: string) => boolean; readonly words: string; readonly max: number }
const SUBDOMAIN: NameForm = { is: isDnsSubdomain, max: 253, words: 'lower-case letters, digits, "-" and ".", each part beginning and ending with a letter or digit' };
const LABEL: NameForm = { is: isDnsLabel, max: 63, words: 'lower-case letters, digits and "-", beginning and ending with a letter or digit' };
const SEGMENT: NameForm = { is: isPathSegment, max: Infinity, words: 'any characters but "/" and "%"' };
const NAME_FORMS: Readonly<Record<string, NameForm>> = {
  ClusterRole: SEGMENT, ClusterRoleBinding: SEGMENT, Role: SEGMENT, RoleBinding: SEGMENT, Namespace: LABEL, PodDisruptionBudget: SEGMENT, Service: LABEL, StatefulSet: LABEL, CronJob: { ...SUBDOMAIN, max: 52 },
};

export interface Owner { readonly kind: string; readonly group: string; readonly namespaced: boolean }

/** Foreign groups may have a Service or a Role of their own. */
const nameForm = (owner: Owner): NameForm => (owner.group.endsWith('istio.io') ? SUBDOMAIN : NAME_FORMS[owner.kind] ?? SUBDOMAIN);

export function metadataValid(meta: unknown, owner: Owner): boolean {
  if (!isObject(meta)) return false;
  let named = false;
  for (const key in meta) {
    const value = meta[key];
    if (value == null) { if (!FIELDS.has(key) && value === null) return false; continue; }
    switch (key) {
      case 'name': { const form = nameForm(owner); if (typeof value !== 'string' || value.length > form.max || !form.is(value)) return false; named = true; break; }
      case 'namespace': if (!owner.namespaced || typeof value !== 'string' || !isDnsLabel(value)) return false; break;
      case 'generateName': if (typeof value !== 'string' || !isBeginning(value, owner)) return false; named = true; break;
      case 'labels': if (!labelsValid(value)) return false; break;
      case 'annotations': if (!annotationsValid(value)) return false; break;
      default: if (METADATA_FIELDS.get(key)?.is(value) !== true) return false;
    }
  }
  return named;
}

/** Of a name: what the API server adds comes behind it. */
const isBeginning = (text: string, owner: Owner): boolean => text === '' || nameForm(owner).is(text.replace(/[ -~]-$/, 'a'));

/** Metadata of a pod or volume claim template. */
export function isTemplateMetadata(value: unknown): boolean {
  if (!isObject(value)) return false;
  for (const key in value) if (!FIELDS.has(key) && value[key] !== undefined) return false;
  const { labels, annotations } = value;
  return (labels == null || labelsValid(labels)) && (annotations == null || annotationsValid(annotations));
}

function labelsValid(labels: unknown): boolean {
  if (!isObject(labels)) return false;
  for (const key in labels) {
    const value = labels[key];
    if (value == null) continue;
    if (typeof value !== 'string' || !isLabelValue(value) || !isLabelKey(key)) return false;
  }
  return true;
}

function annotationsValid(annotations: unknown): boolean {
  if (!isObject(annotations)) return false;
  let units = 0;
  for (const key in annotations) {
    const value = annotations[key];
    if (value == null) continue;
    if (typeof value !== 'string' || !isAnnotationKey(key)) return false;
    units += key.length + value.length;
  }
  // A UTF-16 unit is at most three bytes.
  return units * 3 <= ANNOTATION_BYTES || annotationBytes(annotations) <= ANNOTATION_BYTES;
}

const isAnnotationKey = (key: string): boolean => isLabelKey(key) || isLabelKey(key.toLowerCase());
const annotationBytes = (annotations: Record<string, unknown>): number => Object.entries(annotations).reduce((sum, [key, value]) => sum + Buffer.byteLength(key) + Buffer.byteLength(String(value ?? '')), 0);

type Add = (path: string, message: string, help?: string, level?: Violation['level']) => void;

export function metadataViolations(meta: unknown, owner: Owner, out: Violation[]): void {
  const add: Add = (path, message, help, level = 'error') => { out.push({ path, message, ...(help === undefined ? {} : { help }), source: 'schema', level }); };
  if (!isObject(meta)) return add('metadata', meta == null ? 'metadata is missing' : 'metadata must be an object', 'every object needs at least metadata.name');
  nameViolations(meta, owner, add);
  templateMetadataViolations(meta, 'metadata', add);
  for (const [key, { is, message, help }] of METADATA_FIELDS) if (meta[key] != null && !is(meta[key])) add(`metadata.${key}`, `${key} ${message}`, help);
}

function nameViolations(meta: Record<string, unknown>, owner: Owner, add: Add): void {
  const { name, generateName, namespace } = meta;
  const form = nameForm(owner);
  if (name == null) { if (generateName == null) add('metadata.name', 'the object has no name', 'set metadata.name'); }
  else if (typeof name !== 'string') add('metadata.name', `the name must be a string, found ${JSON.stringify(name)}`, 'put it in quotes');
  else if (name.length > form.max) add('metadata.name', `the name has ${name.length} characters, a ${owner.kind} may have ${form.max}`, 'shorten it');
  else if (!form.is(name)) add('metadata.name', `${JSON.stringify(name)} is not a valid name of a ${owner.kind}`, `use ${form.words}`);
  if (generateName != null && typeof generateName !== 'string') add('metadata.generateName', 'generateName must be a string', 'put it in quotes');
  else if (generateName != null && !isBeginning(generateName as string, owner)) add('metadata.generateName', `${JSON.stringify(generateName)} is not the beginning of a name of a ${owner.kind}`, `use ${form.words}`);
  if (namespace == null) return;
  if (!owner.namespaced) add('metadata.namespace', `a ${owner.kind} belongs to no namespace, this one is ignored`, 'remove metadata.namespace', 'warning');
  else if (typeof namespace !== 'string' || !isDnsLabel(namespace)) add('metadata.namespace', `${JSON.stringify(namespace)} is not a valid name of a namespace`, `use ${LABEL.words}, at most 63 characters`);
}

/** Labels and annotations, of an object or of a template in it. */
export function templateMetadataViolations(meta: Record<string, unknown>, path: string, add: Add): void {
  for (const [key, value] of Object.entries(meta)) {
    if (value !== undefined && !FIELDS.has(key)) add(fieldPath(path, key), `unknown field "${key}"`, didYouMean(key, FIELDS));
  }
  const entries = (field: 'labels' | 'annotations', judge: (key: string, value: unknown, at: string) => void): void => {
    const map = meta[field];
    if (map == null) return;
    if (!isObject(map)) return add(`${path}.${field}`, `${field} must be a map of strings`);
    for (const [key, value] of Object.entries(map)) if (value != null) judge(key, value, fieldPath(`${path}.${field}`, key));
  };
  entries('labels', (key, value, at) => {
    if (!isLabelKey(key)) add(at, `${JSON.stringify(key)} is not a valid label key`, KEY_HELP);
    if (typeof value !== 'string') add(at, `the value of a label must be a string, found ${JSON.stringify(value)}`, 'put it in quotes');
    else if (value.length > 63) add(at, `the value of a label may have 63 characters, this one has ${value.length}`, 'shorten it, or make it an annotation');
    else if (!isLabelValue(value)) add(at, `${JSON.stringify(value)} is not a valid label value`, 'use letters, digits, "-", "_" and ".", beginning and ending with a letter or digit; for other text use an annotation');
  });
  entries('annotations', (key, value, at) => {
    if (!isAnnotationKey(key)) add(at, `${JSON.stringify(key)} is not a valid annotation key`, KEY_HELP);
    if (typeof value !== 'string') add(at, `the value of an annotation must be a string, found ${JSON.stringify(value)}`, 'put it in quotes');
  });
  const { annotations } = meta;
  if (isObject(annotations) && annotationBytes(annotations) > ANNOTATION_BYTES) add(`${path}.annotations`, `annotations have ${annotationBytes(annotations)} bytes, ${ANNOTATION_BYTES} are allowed`, 'move large content to a ConfigMap');
}

const KEY_HELP = 'a key is a name of at most 63 letters, digits, "-", "_" and ".", with an optional DNS name and "/" in front';
