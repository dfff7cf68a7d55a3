import type { Manifest } from '../manifests/manifest';
import { PATCH_FORCE } from '../manifests/pulumi-hints';
import { annotated } from './annotated';

/** What happens to a field that the program writes and somebody else has written. */
export type Conflicts = 'refuse' | 'overwrite';

/** The object with the hint that lets Pulumi's provider take fields from others; one that has a hint of its own stays as it is. */
export const overwriting = (manifest: Manifest): Manifest => annotated(manifest, PATCH_FORCE, 'true');
