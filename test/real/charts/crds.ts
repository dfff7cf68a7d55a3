import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { loadAll } from 'js-yaml';
import { istioCrds } from '../../../lib/control-plane/istio/base/crds';
import type { Manifest } from '../../../lib/manifests/manifest';
import { goModule } from '../build';

const FILE = 'manifests/charts/base/files/crd-all.gen.yaml';

/** What differs between our definitions and those that Istio's chart `base` installs, descriptions aside; nothing, when they are equal. */
export function crdDifferences(): string[] {
  const chart = loadAll(readFileSync(join(goModule('istio.io/istio'), FILE), 'utf8')).filter((document) => document !== null) as Manifest[];
  const ours = new Map(istioCrds().map((crd) => [crd.metadata.name, crd]));
  const names = new Set([...chart.map((crd) => crd.metadata.name), ...ours.keys()]);
  const theirs = new Map(chart.map((crd) => [crd.metadata.name, crd]));
  return [...names].flatMap((name) => {
    const [our, their] = [ours.get(name), theirs.get(name)];
    if (!our || !their) return [`${name} is only ${our ? 'ours' : 'in the chart'}`];
    return differences(our, withoutDescriptions(their), name);
  });
}

/** In a schema `description` is prose where it is text, and a field's name where it is a schema. */
function withoutDescriptions(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutDescriptions);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).filter(([key, inner]) => key !== 'description' || typeof inner !== 'string').map(([key, inner]) => [key, withoutDescriptions(inner)]));
}

/** The places at which two values differ. */
function differences(our: unknown, their: unknown, path: string): string[] {
  if (isDeepStrictEqual(our, their)) return [];
  const objects = [our, their].every((value) => typeof value === 'object' && value !== null) && Array.isArray(our) === Array.isArray(their);
  if (!objects) return [`${path}: ${JSON.stringify(our)?.slice(0, 100)}, in the chart ${JSON.stringify(their)?.slice(0, 100)}`];
  const [a, b] = [our, their] as Readonly<Record<string, unknown>>[];
  return [...new Set([...Object.keys(a!), ...Object.keys(b!)])].flatMap((key) => differences(a![key], b![key], `${path}.${key}`));
}
