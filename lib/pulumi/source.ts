import { Chart } from 'cdk8s';
import * as pulumi from '@pulumi/pulumi';
import type { IConstruct } from 'constructs';
import { CallError } from '../constructs/call-error';
import type { MeshSource } from './args';
import type { Inputs } from './inputs';

/** The constructs to deploy; a function is called with its values. `inputs`: names of those that were passed. */
export function scopeOf<I extends Inputs>(name: string, source: MeshSource<I>, inputs: readonly string[], values: Readonly<Record<string, string>>): IConstruct {
  if (typeof source !== 'function' && inputs.length > 0) throw new CallError(undefined, `'${name}' has inputs, but its source is no function that takes them`, `new MeshResources('${name}', ({ ${inputs.join(', ')} }) => …, { inputs: … })`);
  const scope = typeof source === 'function' ? source(values as { readonly [K in keyof I]: string }) : source;
  if (pulumi.Output.isInstance(scope)) throw new CallError(undefined, `the source of '${name}' is an Output`, 'make the constructs outside apply(), and pass what is not known yet as inputs');
  if (!scope?.node || (!Chart.isChart(scope) && scope.node.scope !== undefined)) throw new CallError(scope?.node?.path, `the source of '${name}' is no App, Chart or Mesh`, 'pass one of these, or a function that returns one');
  return scope;
}
