import type { Destination, Host, HostPort, Target, Workload } from '../mesh';
import { balancingOf } from './balancing';
import { clientTlsOf } from './client-tls';
import { destinationRuleFor, type MergedRule, type Subset } from './destination-rules';
import { endpointsAt, isByName, workloadsAt } from './endpoints';
import { outlierOf } from './outlier';
import { blocksOf, passesThrough, type Blocks } from './policy-blocks';
import { poolOf } from './pool';
import { textOf } from './fields';
import type { World } from './world';

/** Where a client's requests end, and how it gets there. */
export class Destinations {
  private readonly known = new Map<string, Destination | undefined>();

  /** `find`: the host that a full name means to the client. */
  constructor(private readonly world: World, private readonly client: Workload, private readonly find: (fullName: string) => Host | undefined) {}

  /** undefined: there is no such cluster. */
  of(target: Target): Destination | undefined {
    const key = `${target.host} ${target.port} ${target.subset ?? ''}`;
    if (!this.known.has(key)) this.known.set(key, this.make(target));
    return this.known.get(key);
  }

  private make(target: Target): Destination | undefined {
    const host = this.find(target.host), port = host?.ports.find((p) => p.number === target.port && p.protocol !== 'udp');
    if (!host || !port) return undefined;
    const rule = destinationRuleFor(this.world, this.client, host), gateway = this.client.proxy === 'gateway';
    const shared = sharedOf(this.world, host, rule), name = `${port.number} ${target.subset ?? ''} ${gateway}`;
    if (!shared.has(name)) shared.set(name, destinationOf(this.world, { target, host, port, rule, gateway }));
    return shared.get(name);
  }
}

type Shared = Map<string, Destination | undefined>;
/** Clients that go by the same rule reach a host in the same way. */
function sharedOf(world: World, host: Host, rule: MergedRule | undefined): Shared {
  const byHost = world.part(makeShared);
  let byRule = byHost.get(host);
  if (!byRule) byHost.set(host, (byRule = new Map<MergedRule | undefined, Shared>()));
  let shared = byRule.get(rule);
  if (!shared) byRule.set(rule, (shared = new Map()));
  return shared;
}
const makeShared = (): Map<Host, Map<MergedRule | undefined, Shared>> => new Map();

interface Wanted { readonly target: Target; readonly host: Host; readonly port: HostPort; readonly rule: MergedRule | undefined; readonly gateway: boolean }

function destinationOf(world: World, { target, host, port, rule, gateway }: Wanted): Destination | undefined {
  const subset = target.subset === undefined ? undefined : rule?.subsets.find((s) => s.name === target.subset), labels = subset?.labels ?? {};
  if ((target.subset !== undefined && !subset) || (subset && isAlias(host))) return undefined;
  const { settings } = world, whole = blocksOf(rule, undefined, port.number, settings);
  // A subset of what is dialled is dialled, whoever is behind it.
  if (!exists(world, host, port, subset) && !(subset && passing(whole) && !isAlias(host) && !isAsked(host))) return undefined;
  const blocks = subset ? blocksOf(rule, subset, port.number, settings) : whole;
  const outlier = outlierOf(blocks.outlierDetection), rules = rule?.rules ?? [], own = subset ? subset.policy : rule?.policy;
  const dialled = byDialling(host, gateway) ? host.from : passing(blocks) ?? passing(whole) ?? (subset && passesThrough(own) ? own!.from : undefined);
  return {
    target, host, port, labels, workloads: () => workloadsAt(world, host, port, labels),
    tls: clientTlsOf(world, { host, gateway, selecting: rule?.selector !== undefined, dialled: dialled !== undefined, allOrNone: isPassthrough(host) || passesThrough(own) }, blocks.tls),
    pool: poolOf(blocks.connectionPool, port, gateway, settings), ...(outlier && { outlier }), balancing: balancingOf(world, host, blocks.loadBalancer, dialled), rules,
  };
}

const passing = (blocks: Blocks) => (textOf(blocks.loadBalancer?.value.simple) === 'PASSTHROUGH' ? blocks.loadBalancer!.from : undefined);
/** Its clients choose the endpoint; gateways, which nobody dials through, choose one themselves. */
const isPassthrough = (host: Host): boolean => host.resolution === 'client' || host.resolution === 'none';
/** Names that are looked up when they are asked for: wildcards by DNS. */
const isAsked = (host: Host): boolean => host.resolution === 'dns' && host.name.startsWith('*') && host.endpoints.length === 0;
const byDialling = (host: Host, gateway: boolean): boolean => isAsked(host) || (isPassthrough(host) && !gateway);

const ASKED: ReadonlySet<string> = new Set(['http', 'http2', 'grpc', 'tls']);
const isAlias = (host: Host): boolean => host.resolution === 'alias';
/** Aliases have no endpoints of their own; what is found by DNS needs a name to look up. */
function exists(world: World, host: Host, port: HostPort, subset: Subset | undefined): boolean {
  if (isAlias(host)) return false;
  if (host.resolution !== 'dns') return true;
  if (isAsked(host)) return subset === undefined && ASKED.has(port.protocol);
  const labels = passesThrough(subset?.policy) ? {} : subset?.labels ?? {};
  // An entry without endpoints and without a selector is one by itself.
  return (Object.keys(labels).length === 0 && isByName(world, host, port)) || endpointsAt(world, host, port, labels).length > 0 || workloadsAt(world, host, port, labels).length > 0;
}
