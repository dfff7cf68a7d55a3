import { stringify, stringifyAll } from './writer';

/*
 * The `yaml` package prints whatever is marked as one of its documents by calling its `toString`. So a manifest with that mark and
 * our writer behind `toString` is printed by us when stock cdk8s saves it, and stays a plain object for everything else:
 * the members are not enumerable. `contents` is what the package takes instead when the manifest is nested in another value.
 */
const NODE_TYPE = Symbol.for('yaml.node.type');
const DOCUMENT = Symbol.for('yaml.document');

const toStringMember = { value(this: object) { return stringify(this); }, enumerable: false, configurable: true, writable: true };
const contentsMember = { get(this: object) { return { ...this }; }, enumerable: false, configurable: true };
const typeMember = { value: DOCUMENT, enumerable: false, configurable: true, writable: true };

/** A copy of the manifest that prints itself where stock cdk8s or `yaml` prints it. One that uses the names concerned is returned as it is. */
export function selfRendering<T extends object>(manifest: T): T {
  if ('contents' in manifest || Object.hasOwn(manifest, 'toString')) return manifest;
  const copy = { ...manifest };
  Object.defineProperty(copy, NODE_TYPE, typeMember);
  Object.defineProperty(copy, 'toString', toStringMember);
  Object.defineProperty(copy, 'contents', contentsMember);
  return copy;
}

/** Many manifests as one thing to print: stock cdk8s passes documents as call arguments, which fails beyond about 125,000. */
export function selfRenderingBundle(manifests: readonly object[]): object {
  const bundle = {};
  Object.defineProperty(bundle, NODE_TYPE, typeMember);
  Object.defineProperty(bundle, 'toString', { ...toStringMember, value: () => stringifyAll(manifests) });
  Object.defineProperty(bundle, 'contents', { ...contentsMember, get: () => manifests.map(m => ({ ...m })) });
  return bundle;
}
