import * as pulumi from '@pulumi/pulumi';
import type { IConstruct } from 'constructs';
import { textOf } from './names';
import { apiObjectsOf, objectsOf } from './objects';
import type { DeclaredObject } from './planned';

/** What an Output turns into when a program makes text of it. */
const AS_TEXT = /Calling \[(toString|toJSON)\] on an \[Output<T>\]/;

/** Every place where an Output went into a construct as if it were its value: construct, object, field. */
export function unresolvedIn(scope: IConstruct): string[] {
  const problems: string[] = [];
  let objects: readonly DeclaredObject[] = [];
  // A mesh that contradicts itself, perhaps because of an Output, may not be lowered at all.
  try { objects = objectsOf(scope, () => undefined); } catch { objects = []; }
  for (const { manifest, path } of objects) problems.push(...outputsIn(manifest).map((field) => `${path}: ${textOf(manifest)}: ${field}`));
  const seen = new Set(objects.map((o) => o.path));
  for (const object of apiObjectsOf(scope)) {
    if (seen.has(object.node.path)) continue;   // it could not be rendered: look at what it was given
    problems.push(...outputsIn((object as unknown as { readonly props: unknown }).props).map((field) => `${object.node.path}: ${object.kind} ${object.name}: ${field}`));
  }
  return problems;
}

/** Field paths, as `spec.template.spec.containers[0].image`. */
function outputsIn(value: unknown, field = ''): string[] {
  if (pulumi.Output.isInstance(value)) return [field];
  if (typeof value === 'string') return AS_TEXT.test(value) ? [field] : [];
  if (Array.isArray(value)) return value.flatMap((v, i) => outputsIn(v, `${field}[${i}]`));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([k, v]) => {
    const at = /^[\w$]+$/.test(k) ? `${field}${field && '.'}${k}` : `${field}[${JSON.stringify(k)}]`;
    return [...(AS_TEXT.test(k) ? [`a key of ${field || 'the object'}`] : []), ...outputsIn(v, at)];
  });
}
