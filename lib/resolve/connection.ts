import type { ExternalFacts, Id, MeshFacts, ServiceFacts, VersionFacts } from '../model';
import type { Context } from './context';
import type { ConnectionPolicies } from './resolved';

const KINDS: ReadonlySet<string> = new Set(['ConnectionPool', 'OutlierDetection', 'LoadBalancing']);

/** Connection policies of a destination for the clients of a mesh, block by block. */
export function connectionOf(ctx: Context, to: ServiceFacts | ExternalFacts, client: Id, version?: VersionFacts): ConnectionPolicies {
  const pool = ctx.policies.forClient('ConnectionPool', to, client, version?.name);
  const outlier = ctx.policies.forClient('OutlierDetection', to, client, version?.name);
  const loadBalancing = ctx.policies.forClient('LoadBalancing', to, client, version?.name);
  const out: { -readonly [K in keyof ConnectionPolicies]: ConnectionPolicies[K] } = {};
  if (pool) out.pool = pool;
  if (outlier) out.outlier = outlier;
  if (loadBalancing) out.loadBalancing = loadBalancing;
  return out;
}

/** Other meshes that say something of their own about connections to it. */
export function clientsWithOwnConnectionOf(ctx: Context, to: ServiceFacts | ExternalFacts): readonly MeshFacts[] {
  const ids = new Set(ctx.policies.foreignOn(to).filter((p) => KINDS.has(p.kind)).map((p) => p.mesh));
  return [...ids].sort().map((id) => ctx.index.mesh.get(id)).filter((m) => m !== undefined);
}
