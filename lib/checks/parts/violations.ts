import type { SourceObject, World } from '../../effective';
import { validate } from '../../manifests/validate';
import type { Violation } from '../../manifests/violation';

/** What the API server and Istio's webhook say of each object by itself. */
export const violations = (world: World): readonly (readonly [SourceObject, Violation])[] => world.part(readViolations);
const readViolations = (world: World): readonly (readonly [SourceObject, Violation])[] => world.objects.all.flatMap((object) => validate(object.manifest).map((v) => [object, v] as const));
