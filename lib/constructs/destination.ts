import type { BackendFact, DestinationFact, RuleFacts } from '../model';
import { notEmpty, percent, text, whole } from './arguments';
import { CallError } from './call-error';
import { KIND } from './declare';
import { aboutOf } from './element';
import type { ExternalService } from './external-service';
import type { Endpoints, MeshService, ServiceVersion } from './mesh-service';

/** A service stands for its default rule: wherever it is named, its split is what is meant, and its client policies go with it. */
export type Destination = MeshService<any> | Endpoints | ServiceVersion | ExternalService;
/** One of several destinations of a rule. */
export interface Backend {
  readonly to: Destination;
  /** Whole percent; those of a rule total 100. */
  readonly weight: number;
  /** By name. @default - the one that speaks the protocol */
  readonly port?: string;
}
/** A copy of requests, whose answers nobody waits for. */
export interface Mirror {
  /** Where the copies go. */
  readonly to: Destination;
  /** Of the requests, 0 to 100. @default 100 */
  readonly percent?: number;
}

function destinationFact(at: string, to: Destination): DestinationFact {
  switch ((to as Partial<Destination> | undefined)?.[KIND]) {
    case 'service': return { kind: 'service', service: aboutOf(to)!.id };
    case 'endpoints': return { kind: 'endpoints', service: aboutOf((to as Endpoints).service)!.id };
    case 'version': return { kind: 'version', service: aboutOf((to as ServiceVersion).service)!.id, version: (to as ServiceVersion).name };
    case 'external': return { kind: 'external', external: aboutOf(to)!.id };
    default: throw new CallError(at, 'requests go to a MeshService, one of its versions, its endpoints, or an ExternalService');
  }
}

export function backendFacts(at: string, to: Destination | readonly Backend[]): BackendFact[] {
  if (!Array.isArray(to)) return [{ to: destinationFact(at, to as Destination), weight: 100 }];
  return notEmpty(at, 'to', to as readonly Backend[]).map((b) => ({
    to: destinationFact(at, b?.to), weight: whole(at, 'weight', b.weight, 0), ...(b.port === undefined ? {} : { port: text(at, 'the port of a backend', b.port) }),
  }));
}
export const mirrorFact = (at: string, m: Mirror): { to: DestinationFact; percent: number } => ({ to: destinationFact(at, m.to), percent: percent(at, 'mirror.percent', m.percent ?? 100) });

/** Opaque connections: one rule that takes them all. */
export const passOn = (at: string, to: Destination | readonly Backend[]): readonly RuleFacts[] => [{ matches: [], action: { kind: 'forward', backends: backendFacts(at, to) } }];
