import type { SourceFact, WorkloadFacts, GatewayFacts } from '../model';
import type { Context } from './context';

/** Whether a source names a caller for certain. An address block never does: who is behind it is not known. */
export function sourceCovers(ctx: Context, source: SourceFact, caller: WorkloadFacts | GatewayFacts): boolean {
  const namespace = 'listeners' in caller ? caller.namespaceName : ctx.index.namespace.get(caller.namespace)?.name;
  const meshed = 'listeners' in caller || caller.meshed;
  switch (source.kind) {
    case 'workload': case 'gateway': return source.id === caller.id;
    case 'namespace': return meshed && source.name === namespace;
    case 'anyone': return true;
    case 'authenticated': return meshed;
    case 'cidr': return false;
    case 'principal': return meshed && source.spiffeId.endsWith(`/ns/${namespace}/sa/${caller.serviceAccount}`);
    case 'except': return sourceCovers(ctx, source.of, caller) && !source.not.some((n) => sourceCovers(ctx, n, caller));
  }
}
/** One text for one source, to sort and to compare by. */
export function sourceKey(source: SourceFact): string {
  switch (source.kind) {
    case 'workload': case 'gateway': return `${source.kind} ${source.id}`;
    case 'namespace': return `namespace ${source.name}`;
    case 'cidr': return `cidr ${source.block}`;
    case 'principal': return `principal ${source.spiffeId}`;
    case 'except': return `except ${sourceKey(source.of)} ${source.not.map(sourceKey).sort().join(' ')}`;
    default: return source.kind;
  }
}
