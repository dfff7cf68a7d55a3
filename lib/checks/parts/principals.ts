import { KIND, type SourceObject, type World } from '../../effective';
import { entries, fields } from './fields';

/** A principal that an AuthorizationPolicy names, by its parts where it has the form of one. */
export interface PrincipalUse { readonly object: SourceObject; readonly field: string; readonly written: string; readonly trustDomain?: string; readonly namespace?: string; readonly serviceAccount?: string }

export const principalUses = (world: World): readonly PrincipalUse[] => world.part(readUses);
const readUses = (world: World): readonly PrincipalUse[] => world.objects.of(KIND.authorizationPolicy).flatMap((object) => entries(fields(object.manifest.spec)?.rules).flatMap(([rule, r]) => entries(rule.from).flatMap(([from, f]) => ['principals', 'notPrincipals'].flatMap((list) => {
  const written: unknown = fields(from.source)?.[list];
  if (!Array.isArray(written)) return [];
  return written.flatMap((w: unknown, i): PrincipalUse[] => {
    if (typeof w !== 'string' || w.includes('*')) return [];
    const [, trustDomain, namespace, serviceAccount] = /^([^/]+)\/ns\/([^/]+)\/sa\/([^/]+)$/.exec(w) ?? [];
    return [{ object, field: `spec.rules[${r}].from[${f}].source.${list}[${i}]`, written: w, ...(trustDomain !== undefined && { trustDomain, namespace, serviceAccount }) }];
  });
}))));

/** ServiceAccounts that are declared or used by somebody, as `namespace/name`. `default` is everywhere. */
export const serviceAccounts = (world: World): ReadonlySet<string> => world.part(readAccounts);
const readAccounts = (world: World): ReadonlySet<string> => new Set([
  ...world.objects.of(KIND.serviceAccount).map(({ manifest }) => `${manifest.metadata.namespace ?? 'default'}/${manifest.metadata.name}`),
  ...world.workloads.map((w) => `${w.namespace}/${w.serviceAccount}`), ...[...world.namespaces].map((n) => `${n}/default`),
]);
