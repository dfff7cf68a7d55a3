import { KIND, type SourceObject, type World } from '../../effective';
import { entries, fields } from './fields';

/** A principal that an AuthorizationPolicy names, by its parts where it has the form of one. */
export interface PrincipalUse { readonly object: SourceObject; readonly field: string; readonly written: string; readonly trustDomain?: string; readonly namespace?: string; readonly serviceAccount?: string }
/** Uses are many, and where one stands is asked of few. */
class WrittenPrincipal implements PrincipalUse {
  constructor(readonly object: SourceObject, readonly written: string, private readonly list: string, private readonly at: readonly [rule: number, from: number, value: number], private readonly parts: readonly string[] | undefined) {}
  get field(): string { const [rule, from, value] = this.at; return `spec.rules[${rule}].from[${from}].source.${this.list}[${value}]`; }
  get trustDomain(): string | undefined { return this.parts?.[0]; }
  get namespace(): string | undefined { return this.parts?.[2]; }
  get serviceAccount(): string | undefined { return this.parts?.[4]; }
}

export const principalUses = (world: World): readonly PrincipalUse[] => world.part(readUses);
const readUses = (world: World): readonly PrincipalUse[] => world.objects.of(KIND.authorizationPolicy).flatMap((object) => entries(fields(object.manifest.spec)?.rules).flatMap(([rule, r]) => entries(rule.from).flatMap(([from, f]) => ['principals', 'notPrincipals'].flatMap((list) => {
  const written: unknown = fields(from.source)?.[list];
  if (!Array.isArray(written)) return [];
  return written.flatMap((w: unknown, i): PrincipalUse[] => {
    if (typeof w !== 'string' || w.includes('*')) return [];
    const parts = w.split('/'), whole = parts.length === 5 && parts[1] === 'ns' && parts[3] === 'sa' && !parts.includes('');
    return [new WrittenPrincipal(object, w, list, [r, f, i], whole ? parts : undefined)];
  });
}))));

/** ServiceAccounts that are declared or used by somebody, as `namespace/name`. `default` is everywhere. */
export const serviceAccounts = (world: World): ReadonlySet<string> => world.part(readAccounts);
const readAccounts = (world: World): ReadonlySet<string> => new Set([
  ...world.objects.of(KIND.serviceAccount).map(({ manifest }) => `${manifest.metadata.namespace ?? 'default'}/${manifest.metadata.name}`),
  ...world.workloads.map((w) => `${w.namespace}/${w.serviceAccount}`), ...[...world.namespaces].map((n) => `${n}/default`),
]);
