import type { Destination, Host, HostPort, Target, Workload } from '../mesh';
import { clientTlsOf } from './client-tls';
import { destinationRuleFor, type MergedRule } from './destination-rules';
import { selects } from './names';
import { balancingOf, blocksOf, outlierOf, poolOf } from './policy-blocks';
import type { World } from './world';

/** Where a client's requests end, and how it gets there. */
export class Destinations {
  private readonly known: Map<string, Destination | undefined>;

  constructor(private readonly world: World, private readonly client: Workload, private readonly find: (fullName: string) => Host | undefined) {
    void this.client;
    this.known = new Map();
  }

  /** undefined: there is no such cluster. */
  of(target: Target): Destination | undefined {
    const key = `${target.host} ${target.port} ${target.subset ?? ''}`;
    if (this.known.has(key)) return this.known.get(key);
    const made = this.make(target);
    this.known.set(key, made);
    return made;
  }

  private make(target: Target): Destination | undefined {
    const host = this.find(target.host);
    const port = host?.ports.find((p) => p.number === target.port && p.protocol !== 'udp');
    if (!host || !port) return undefined;
    const rule = destinationRuleFor(this.world, this.client, host);
    const shared = sharedOf(this.world, host, rule);
    const name = `${port.number} ${target.subset ?? ''}`;
    let found = shared.get(name);
    if (found === undefined && !shared.has(name)) shared.set(name, (found = destinationOf(this.world, { target, host, port, rule })));
    return found;
  }
}

/** Clients that go by the same rule reach a host in the same way. */
function sharedOf(world: World, host: Host, rule: MergedRule | undefined): Map<string, Destination | undefined> {
  const byHost = world.part(makeShared);
  let byRule = byHost.get(host);
  if (!byRule) byHost.set(host, (byRule = new Map()));
  let map = byRule.get(rule);
  if (!map) byRule.set(rule, (map = new Map()));
  return map;
}
const makeShared = (): Map<Host, Map<MergedRule | undefined, Map<string, Destination | undefined>>> => new Map();

function destinationOf(world: World, { target, host, port, rule }: { target: Target; host: Host; port: HostPort; rule: MergedRule | undefined }): Destination | undefined {
  const subset = target.subset === undefined ? undefined : rule?.subsets.find((s) => s.name === target.subset);
  if (target.subset !== undefined && !subset) return undefined;
  const { settings } = world, blocks = blocksOf(rule, subset, port.number, settings), labels = subset?.labels ?? {};
  const outlier = outlierOf(blocks.outlierDetection), balancing = balancingOf(blocks.loadBalancer, host, settings);
  return {
    target, host, port, labels, workloads: () => world.workloadsBehind(host).filter((w) => selects(labels, w.labels)),
    tls: clientTlsOf(world, host, port, blocks.tls, balancing.value.algorithm === 'PASSTHROUGH'), pool: poolOf(blocks.connectionPool, port, settings), ...(outlier && { outlier }), balancing, rules: rule?.rules ?? [],
  };
}
