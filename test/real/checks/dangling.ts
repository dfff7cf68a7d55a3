import { checks, runChecks } from '../../../lib/checks';
import { fromFile, readIstio } from '../../../lib/effective';
import { readManifests } from '../../../lib/manifests/yaml';
import { asYaml, clusterObjects, podsOf, proxyOf, readYaml, withAddresses, type KubeObject } from '../mesh/cluster';
import type { Oracle } from '../oracle';
import type { Input } from './inputs';

/** Checks whose findings mean that a proxy's route leads to a cluster that the proxy does not have. */
export const REFERENCE_CODES: ReadonlySet<string> = new Set(['MESH2001', 'MESH2002', 'MESH2003', 'MESH2004', 'MESH2051', 'MESH2052']);

/** Clusters that istiod's routes of all proxies lead to, and that are not there: `pod: outbound|80|v2|reviews.shop.svc.cluster.local`. undefined: Istio cannot decode an object. */
export async function danglingClusters(oracle: Oracle, input: Input): Promise<readonly string[] | undefined> {
  const objects = readYaml(input.yaml).map((o) => (o.metadata.namespace === undefined && o.kind !== 'Namespace' ? { ...o, metadata: { ...o.metadata, namespace: 'default' } } : o) as KubeObject);
  const pods = podsOf(objects), meshed = pods.filter((p) => p.meshed || p.router);
  if (meshed.length === 0) return [];
  const ports = new Map(objects.flatMap((o): [string, readonly number[]][] => {
    if (o.kind === 'Service') return [[`${o.metadata.name}.${o.metadata.namespace}.svc.cluster.local`, ((o.spec?.ports ?? []) as { port: number }[]).map((p) => p.port)]];
    return o.kind === 'ServiceEntry' ? ((o.spec?.hosts ?? []) as string[]).map((h) => [h, ((o.spec?.ports ?? []) as { number: number }[]).map((p) => p.number)]) : [];
  }));
  const yaml = asYaml([...withAddresses(objects).filter((o) => o.kind !== 'Pod'), ...clusterObjects(objects, pods)]);
  const configs = await oracle.config(input.name, yaml, meshed.map(proxyOf), JSON.stringify({ ...(input.trustDomain !== undefined && { trustDomain: input.trustDomain }), ...input.meshConfig })).catch((error: Error) => { if (/pars|unmarshal|decod/.test(error.message)) return undefined; throw error; });
  return configs?.flatMap((config, i) => {
    const there = new Set((config.clusters ?? []).map((c) => c.name as string));
    // A host's rules are also in the tables of ports that it does not have; nobody sends it requests there.
    const routed = (config.routes ?? []).flatMap((table) => [...namedIn(table)].filter((name) => { const [, port, , host] = name.split('|'); return port !== table.name || (ports.get(host)?.includes(Number(port)) ?? true); }));
    return [...new Set([...routed, ...namedIn(tcpProxies(config.listeners))])].filter((name) => !there.has(name)).map((name) => `${meshed[i].namespace}/${meshed[i].name}: ${name}`);
  });
}

/** What hands bytes on: other clusters that listeners name are for logs and traces. */
function tcpProxies(value: unknown): object[] {
  if (Array.isArray(value)) return value.flatMap(tcpProxies);
  if (typeof value !== 'object' || value === null) return [];
  return String((value as Record<string, unknown>)['@type']).endsWith('TcpProxy') ? [value] : Object.values(value).flatMap(tcpProxies);
}

/** Every outbound cluster that a configuration names. */
function namedIn(value: unknown, into = new Set<string>()): Set<string> {
  if (typeof value === 'string') { if (value.startsWith('outbound|')) into.add(value); } else if (Array.isArray(value)) for (const v of value) namedIn(v, into);
  else if (typeof value === 'object' && value !== null) for (const [key, v] of Object.entries(value)) if (key !== 'stat_prefix' && key !== 'name' || typeof v !== 'string' || isWeighted(value)) namedIn(v, into);
  return into;
}
/** A share of a split names its cluster by `name`. */
const isWeighted = (value: object): boolean => 'weight' in value;

/** Codes of ours that say that something leads nowhere. */
export function referenceFindings(input: Input): readonly string[] {
  const mesh = readIstio(readManifests(input.yaml, `${input.name}.yaml`).manifests.map(fromFile), { inventory: 'closed', ...(input.meshConfig && { meshConfig: input.meshConfig }), ...(input.trustDomain !== undefined && { trustDomain: input.trustDomain }) });
  return runChecks({ mesh }, { checks: checks.filter((c) => REFERENCE_CODES.has(c.code)) }).diagnostics.map((d) => `${d.code} ${d.message}`);
}
