import type { ExternalService, Mesh, MeshGateway, MeshWorkload } from '../../lib';
import type { Made } from './services';

/** A gateway with the names of its listeners beyond those of its host. */
export interface Edge { readonly gateway: MeshGateway; readonly host: string; readonly others: ReadonlySet<string> }

/** An external service, with whether it speaks HTTP, and whether routes may send requests there. */
export interface Outside { readonly external: ExternalService; readonly http: boolean; readonly routable: boolean }

/** One mesh of an app, as far as the others and its routes have to know it. */
export interface Part {
  readonly mesh: Mesh;
  /** It accepts calls of others without naming them. */
  readonly welcoming: boolean;
  readonly made: readonly Made[];
  /** Services whose callers show a verified token. */
  readonly claims: ReadonlySet<Made>;
  readonly consumers: readonly MeshWorkload[];
  readonly externals: readonly Outside[];
  readonly edges: readonly Edge[];
}
