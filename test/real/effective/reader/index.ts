import { isHttp, type Client, type IstioMesh, type Target, type Workload } from '../../../../lib/effective';
import { destinationRuleFor } from '../../../../lib/effective/istio/destination-rules';
import { targetName } from '../names';
import type { Normal, Plain } from '../normal';
import { bytesOf } from './bytes';
import { clustersOf } from './clusters';
import { inboundOf } from './gate';
import { listenersOf } from './gateway';
import type { Pods } from './pods';
import { hostOf, tableOf } from './routes';

/** What istiod was seen to have: which tables, ports and clusters the reader is asked about besides those that it knows itself. */
export interface Asked { readonly tables: readonly string[]; readonly ports: readonly string[]; readonly clusters: readonly string[]; readonly bytes: readonly string[] }
export const askedBy = (istiod: Normal): Asked => ({ tables: Object.keys(istiod.http), ports: Object.keys(istiod.inbound), clusters: Object.keys(istiod.clusters), bytes: Object.keys(istiod.bytes) });

/** One proxy as the effective mesh has it. */
export function fromEffective(mesh: IstioMesh, workload: Workload, pods: Pods, asked: Asked): Normal {
  const named = asked.clusters.map(targetOf);
  if (workload.proxy === 'gateway') {
    const gateway = mesh.gateway(workload);
    return { http: {}, bytes: {}, unknown: 'gateway', clusters: clustersOf(mesh, named, (t) => gateway.destination(t), pods), inbound: {}, listeners: listenersOf(gateway) };
  }
  const client = mesh.client(workload), { value: unknown } = client.unknown;
  return {
    http: tablesOf(client, asked.tables, pods), bytes: bytesOf(client, pods, asked.bytes), unknown: typeof unknown === 'string' ? unknown : targetName(unknown),
    clusters: clustersOf(mesh, new Map([...named, ...known(mesh, client)].map((t) => [targetName(t), t])).values(), (t) => client.destination(t), pods),
    inbound: inboundOf(mesh.server(workload), asked.ports), listeners: {},
  };
}

function targetOf(name: string): Target {
  const [, host, port, subset] = /^(.*):(\d+)(?:\/(.*))?$/.exec(name)!;
  return { host, port: Number(port), ...(subset !== undefined && { subset }) };
}

/** Every port of every host, and every subset. */
function known(mesh: IstioMesh, client: Client): Target[] {
  return client.hosts().flatMap((host) => {
    const subsets = destinationRuleFor(mesh.world, client.workload, host)?.subsets.map((s) => s.name) ?? [];
    return host.ports.flatMap(({ number }) => [{ host: host.name, port: number }, ...subsets.map((subset) => ({ host: host.name, port: number, subset }))]);
  });
}

/** Whether something listens on a port: for a headless service without pods whose protocol nobody says, nothing does. */
const isOpened = (client: Client, port: number, pods: Pods): boolean => client.hosts().some((h) => h.ports.some((p) => p.number === port && (isHttp(p.protocol) || (p.protocol === 'auto' && (h.resolution !== 'client' || pods.behind(h).some((a) => !pods.addresses(client.workload).includes(a)))))));

/** Tables that the proxy has, and those that the reader would have. */
function tablesOf(client: Client, asked: readonly string[], pods: Pods): { readonly [table: string]: Plain } {
  const out: Record<string, Plain> = {}, ports = new Set(asked.map((t) => t.slice(t.lastIndexOf(':') + 1)));
  for (const name of new Set([...asked, ...client.httpPorts().map(String).filter((p) => !ports.has(p) && isOpened(client, Number(p), pods))])) {
    const colon = name.lastIndexOf(':'), table = client.http(Number(name.slice(colon + 1)));
    if (!table) continue;
    const find = (t: Target) => client.destination(t);
    if (colon < 0) out[name] = tableOf(table.all(), find);
    else { const host = table.find(name.slice(0, colon)); if (host) out[name] = { '*': hostOf(host, find) }; }
  }
  return out;
}
