import { HTTP_PROTOCOLS } from '../model';
import type { CoverFact, ExternalFacts, GatewayFacts, Id, MeshFacts, NamespaceFacts, ServiceFacts, WorkloadFacts } from '../model';

/** What a policy can hold for. */
export type Subject = ServiceFacts | ExternalFacts | GatewayFacts | NamespaceFacts | MeshFacts | WorkloadFacts;
export type Level = CoverFact['level'];

export const isService = (s: Subject): s is ServiceFacts => 'headless' in s;
const isExternal = (s: Subject): s is ExternalFacts => 'resolution' in s;
export const isGateway = (s: Subject): s is GatewayFacts => 'listeners' in s;
const isNamespace = (s: Subject): s is NamespaceFacts => 'manage' in s;
const isMesh = (s: Subject): s is MeshFacts => 'callsFromOthers' in s;

/** The owner of a thing. */
export const ownerOf = (s: Subject): Id => (s as { readonly mesh?: Id }).mesh ?? s.id;

export interface Step { readonly level: Level; readonly id: Id }

/** The constructs a thing stands in, itself first: the order in which a policy that replaces is looked for. Ends when told so. */
export function onSteps(s: Subject, visit: (level: Level, id: Id) => boolean): void {
  if (isService(s)) { if (visit('service', s.id)) return; }
  else if (isMesh(s)) { visit('mesh', s.id); return; }
  else if (isNamespace(s)) { if (!visit('namespace', s.id)) visit('mesh', s.mesh); return; }
  else if (isExternal(s)) { if (visit('external', s.id)) return; }
  else if (isGateway(s) && visit('gateway', s.id)) return;
  for (const id of s.groups) if (visit('group', id)) return;
  if (s.namespace !== undefined && visit('namespace', s.namespace)) return;
  visit('mesh', s.mesh);
}
export function stepsOf(s: Subject): readonly Step[] {
  const steps: Step[] = [];
  onSteps(s, (level, id) => { steps.push({ level, id }); return false; });
  return steps;
}

/** Whether requests to it can be told apart. A workload, a namespace and a mesh hold whatever is in them. */
export function speaksHttp(s: Subject): boolean {
  if (isService(s) || isExternal(s)) return s.ports.some((p) => HTTP_PROTOCOLS.has(p.protocol));
  if (isGateway(s)) return s.listeners.some((l) => l.protocol === 'HTTP' || l.protocol === 'HTTPS');
  return true;
}
