import * as pulumi from '@pulumi/pulumi';
import type { PlannedObject } from './planned';

type Alias = string | pulumi.Alias;

/**
 * Under what a stack may know an object: by its kind in other API versions, and below the names that its component had. The engine follows a renamed component by itself, but only in the run that
 * renames it: what is left when that run fails half way would be deleted by the next one, under the old name, from the cluster. So each resource says it for itself.
 */
export class Aliases {
  private readonly names: readonly string[];
  private readonly urns: readonly string[];
  /** The component is part of another one, of which its resources' identities tell too. */
  private readonly below: boolean;

  /** Of a component's name and type, and the options that it was made with. */
  constructor(private readonly component: string, private readonly type: string, { aliases = [], parent }: pulumi.ComponentResourceOptions) {
    this.below = parent !== undefined;
    this.urns = aliases.filter((a): a is string => typeof a === 'string');
    this.names = aliases.flatMap((a) => (isRename(a) ? [a.name] : []));
  }

  of({ name, type, formerTypes }: PlannedObject): Alias[] {
    const rest = name.slice(this.component.length), types = [type, ...formerTypes];
    return [
      ...formerTypes.map((t) => this.under(t, name)),
      ...this.names.flatMap((former) => types.map((t) => this.under(t, former + rest))),
      // Whole identities of the component: everything before its name stays.
      ...this.urns.flatMap((urn) => { const end = urn.lastIndexOf('::'); return types.map((t) => `${urn.slice(0, end)}$${t}${urn.slice(end)}${rest}`); }),
    ];
  }

  /** Plain text wherever it is known: the SDK takes ten promises to make it from anything else. */
  private under(type: string, name: string): Alias {
    return this.below ? { type, name } : `urn:pulumi:${pulumi.getStack()}::${pulumi.getProject()}::${this.type}$${type}::${name}`;
  }
}

/** An alias that says nothing but a name. */
function isRename(alias: pulumi.Input<pulumi.URN | pulumi.Alias>): alias is { readonly name: string } {
  return typeof alias === 'object' && !pulumi.Output.isInstance(alias) && typeof (alias as pulumi.Alias).name === 'string' && Object.keys(alias).length === 1;
}
