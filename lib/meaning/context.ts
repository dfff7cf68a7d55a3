import type { Origin, ServiceFacts } from '../model';
import type { Provenance } from '../effective/provenance';
import { isExternal, type Thing } from './destinations';
import type { MeaningFacts } from './facts';
import type { ModelIndex } from './model-index';
import type { Policies } from './policies';

/** What all parts work from. */
export interface Context { readonly index: ModelIndex; readonly policies: Policies; readonly facts: MeaningFacts }

export const serviceName = ({ index, facts }: Context, s: ServiceFacts): string => `${s.name}.${index.namespaceName(s)}.svc.${facts.clusterDomain}`;
/** The name that requests for a thing are sent to; an external service with several is sent to by the first. */
export const nameOf = (ctx: Context, thing: Thing): string => (isExternal(thing) ? thing.hosts[0] : serviceName(ctx, thing));
export const gatewayName = ({ facts }: Context, g: { readonly name: string; readonly namespaceName: string }): string => `${g.name}.${g.namespaceName}.svc.${facts.clusterDomain}`;

/** Where a fact was declared. */
export const declared = (origin: Origin): Provenance => ({ path: origin.path, ...(origin.source && { source: origin.source }) });
export const installation: Provenance = { default: 'the installation' };
