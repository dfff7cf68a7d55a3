import { show } from '../../../constructs/arguments';
import type { Findings, Problem } from '../../../manifests/rules/findings';
import { isDnsSubdomain } from '../../../manifests/schema/names';
import { lists, words, type Given } from './kinds';

export function imageRule(f: Findings, given: Given, ambient: boolean): void {
  const { hub, pullSecrets, tag, variant = ambient ? 'distroless' : undefined } = given as Readonly<Record<string, string | undefined>>;
  words(f, given, { variant: ['debug', 'distroless'], pullPolicy: ['Always', 'IfNotPresent', 'Never'] });
  lists(f, given, ['pullSecrets'], 'string');
  const odd = Array.isArray(pullSecrets) ? (pullSecrets as readonly string[]).findIndex((name) => typeof name === 'string' && !isDnsSubdomain(name)) : -1;
  if (odd >= 0) f.error('pullSecrets', `must be the name of a Secret, not ${show(pullSecrets![odd])}`, 'lower-case letters, digits, dashes and dots', odd);
  // The host may have capitals, paths may not.
  if (hub !== undefined && (typeof hub !== 'string' || !/^[^\s:/]+(:\d+)?(\/[^\s:/A-Z]+)*$/.test(hub))) f.error('hub', `must be a registry and a path, not ${show(hub)}`, `leave out scheme, tag and the last slash, and write lower-case letters: 'registry.example.com/istio'`);
  if (tag !== undefined && (typeof tag !== 'string' || !/^\w[\w.-]{0,127}$/.test(tag))) f.error('tag', `must be a tag alone, not ${show(tag)}`, "write the registry to image.hub: { hub: 'registry.example.com/istio', tag: '1.31.1' }");
  else if (tag !== undefined && variant !== undefined && tag.endsWith(`-${variant}`)) f.error('tag', `has the variant ${variant}, which comes from image.variant${given.variant === undefined ? ', or from the ambient data plane,' : ''} already`, `leave it out of the tag: '${tag.slice(0, -variant.length - 1)}'`);
}

/** Name of one image, which its registry is put before; with a slash it is whole. */
export const imageNameProblem = (given: unknown, as: string): Problem | undefined => (typeof given === 'string' && /^\S+$/.test(given) ? undefined
  : { message: `must be the name of an image, not ${show(given)}`, help: `as '${as}', or with a slash a whole reference: 'registry.example.com/${as}:1'` });
