import type { SourceFact } from '../model';
import { dnsLabel, show, text } from './arguments';
import { CallError } from './call-error';
import { KIND } from './declare';
import { aboutOf } from './element';
import type { MeshGateway } from './mesh-gateway';
import type { MeshNamespace } from './mesh-namespace';
import type { MeshService } from './mesh-service';
import type { MeshWorkload } from './mesh-workload';
import { workloadIdOf } from './pods-of';

const CIDR = /^(\d{1,3}(\.\d{1,3}){3}(\/(\d|[12]\d|3[0-2]))?|[0-9a-fA-F:]*:[0-9a-fA-F:.]*(\/(\d{1,2}|1[01]\d|12[0-8]))?)$/;

/** Who a request comes from, if it is no construct of the app. */
export class Source {
  /** Anybody, with or without an identity. */
  static readonly anyone: Source = new Source({ kind: 'anyone' });
  /** Anybody with a verified mesh identity. */
  static readonly authenticated: Source = new Source({ kind: 'authenticated' });
  /** Every workload of a namespace, by its name. */
  static namespace(name: string): Source { return new Source({ kind: 'namespace', name: dnsLabel(undefined, 'a namespace', name) }); }
  /** The client's address: behind the trusted hops at a gateway, the peer's own at a service. */
  static cidr(block: string): Source {
    if (typeof block !== 'string' || !CIDR.test(block) || block.split('/')[0].split('.').some((part) => Number(part) > 255)) throw new CallError(undefined, `${show(block)} is no block of addresses`, 'write it as 10.0.0.0/8, or one address');
    return new Source({ kind: 'cidr', block });
  }
  /** A mesh identity, with or without `spiffe://`: `cluster.local/ns/shop/sa/web`. */
  static principal(spiffeId: string): Source {
    const id = text(undefined, 'a principal', spiffeId).replace(/^spiffe:\/\//, '');
    if (!/^[^/:\s]+\/ns\/[^/\s]+\/sa\/[^/\s]+$/.test(id)) throw new CallError(undefined, `'${spiffeId}' is no identity of a workload`, 'write it as spiffe://cluster.local/ns/NAMESPACE/sa/SERVICE-ACCOUNT');
    return new Source({ kind: 'principal', spiffeId: id });
  }

  readonly [KIND] = 'source';
  private constructor(/** @internal */ readonly facts: SourceFact) { Object.freeze(facts); Object.freeze(this); }

  /** This, but none of those. */
  except(...sources: Source[]): Source {
    if (!sources.length) throw new CallError(undefined, 'except() must name at least one');
    return new Source({ kind: 'except', of: this.facts, not: sources.map((s) => s.facts) });
  }
}

/** Whatever can be named as where a request comes from. */
export type SourceLike = MeshService<any> | MeshWorkload | MeshGateway | MeshNamespace | Source;

export function sourceFact(at: string, source: SourceLike): SourceFact {
  switch ((source as Partial<SourceLike> | undefined)?.[KIND]) {
    case 'source': return (source as Source).facts;
    case 'service': case 'mesh-workload': return { kind: 'workload', id: workloadIdOf(source as MeshService<any>) };
    case 'gateway': return { kind: 'gateway', id: aboutOf(source)!.id };
    case 'namespace': return { kind: 'namespace', name: (source as MeshNamespace).name };
    default: throw new CallError(at, 'a caller is a MeshService, MeshWorkload, MeshGateway, MeshNamespace or Source', "as in Source.namespace('back-office')");
  }
}
