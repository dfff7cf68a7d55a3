import type { App } from 'cdk8s';
import { type Mesh, MeshService, Port } from '../../lib';
import { evaluate, type EffectiveMesh, type Forward, type Rule, type SeenRequest } from '../../lib/effective';
import { image } from '../fixtures/language/image';
import { subjectOf, type Subject } from '../law/subject';

export function subject(build: (app: App) => unknown): Subject {
  const s = subjectOf(build);
  if ('errors' in s) throw new Error(s.errors.join('\n'));
  return s;
}
export const http = (mesh: Mesh, name: string): MeshService => new MeshService(mesh, name, { ports: [Port.http(8080)], workload: image(name) });
export const canary = (mesh: Mesh, name: string): MeshService<'v1' | 'v2'> => new MeshService(mesh, name, { ports: [Port.http(8080)], versions: { v1: image(`${name}-1`), v2: image(`${name}-2`) } });
export const request = (over: Partial<SeenRequest> = {}): SeenRequest => ({ method: 'GET', target: '/', authority: 'host', headers: {}, principal: null, token: null, peerAddress: '192.0.2.1', clientAddress: '192.0.2.1', sni: null, ...over });
export const decides = (rules: readonly Rule[], r: SeenRequest): Rule => rules.find((rule) => evaluate(rule.when, r) === true)!;
export const asks = (mesh: EffectiveMesh, caller: string, host: string, r: Partial<SeenRequest> = {}): Rule => decides(mesh.client(mesh.workload(caller)!).http(8080)!.find(host)!.rules, request(r));
export const to = (rule: Rule): string[] => (rule.action as Forward).to.map((s) => `${s.to.host.split('.')[0]}${s.to.subset === undefined ? '' : `/${s.to.subset}`} ${s.weight}`);
export const allows = (mesh: EffectiveMesh, pods: string, port: number, r: Partial<SeenRequest>): boolean => {
  const { authorization } = mesh.server(mesh.workload(pods)!).port(port).gate, holds = (action: string): boolean => authorization.some((p) => p.action === action && !p.dryRun && p.rules.some((x) => evaluate(x.when, request({ port, ...r })) === true));
  return !holds('DENY') && (!authorization.some((p) => p.action === 'ALLOW') || holds('ALLOW'));
};
export const identity = (namespace: string, account: string): string => `cluster.local/ns/${namespace}/sa/${account}`;
