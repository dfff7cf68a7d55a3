import type { Declared, GatewayFacts, Id } from '../../model';
import { CODES, type Code } from '../codes';
import type { Context } from '../context';
import type { Report } from '../report';

/** Names and hosts that two things claim. */
export function names(ctx: Context, report: Report): void {
  const { model, index } = ctx;
  const namespaceName = (id: Id): string => index.namespace.get(id)?.name ?? id;
  const claim = <T extends Declared & { readonly mesh: Id }>(things: readonly T[], keysOf: (t: T) => readonly string[], say: (key: string, a: T, b: T) => { readonly code: Code; readonly message: string; readonly help: string } | undefined): void => {
    const taken = new Map<string, T>();
    for (const thing of things) {
      for (const key of keysOf(thing)) {
        const other = taken.get(key);
        if (!other) { taken.set(key, thing); continue; }
        const found = other === thing ? undefined : say(key, other, thing);
        if (found) report(found.code, thing.origin, found.message, { help: found.help, related: [other.origin] });
      }
    }
  };
  const collision = (what: string) => (key: string, a: Declared): { code: Code; message: string; help: string } => ({ code: CODES.nameCollision, message: `${what} ${key} is declared by ${a.origin.path} already`, help: 'give one of them another id or name' });

  claim(model.namespaces, (n) => [n.name], (key, a, b) => (a.mesh === b.mesh ? collision('namespace')(key, a)
    : { code: CODES.namespaceOwners, message: `namespace ${key} belongs to ${a.origin.path} and to ${b.origin.path}`, help: 'declare it in one mesh; the other may not write into it' }));
  claim(model.services, (s) => [`${namespaceName(s.namespace)}/${s.name}`], (key, a, b) => {
    if (a.mesh === b.mesh) return collision('service')(key, a);
    return a.existing && b.existing ? undefined : { code: CODES.hostOwners, message: `service ${key} belongs to ${a.origin.path} and to ${b.origin.path}`, help: 'declare it in one mesh, and let the other call it' };
  });
  claim(model.workloads, (w) => [`${namespaceName(w.namespace)}/${w.name}`], collision('workload'));
  claim(model.workloads.filter((w) => w.versions.some((v) => v.pods.kind === 'container')), (w) => w.versions.filter((v) => v.pods.kind === 'container').map((v) => `${namespaceName(w.namespace)}/${v.podsName}`), collision('deployment'));
  claim(model.externals, (e) => [`${namespaceName(e.namespace)}/${e.name}`], collision('external service'));
  claim(model.externals, (e) => e.hosts.flatMap((h) => e.ports.map((p) => `${h}:${p.number}`)), (key, a, b) => (a.mesh === b.mesh ? collision('host')(key, a)
    : { code: CODES.hostOwners, message: `host ${key} belongs to ${a.origin.path} and to ${b.origin.path}`, help: 'declare it in one mesh, and let the other call it' }));
  claim(model.gateways.filter((g) => g.managed), (g) => [`${g.namespaceName}/${g.name}`], collision('gateway'));

  for (const g of model.gateways) listeners(g, report);
  for (const s of [...model.services, ...model.externals]) {
    if (s.ports.length === 1) continue;
    for (const key of ['name', 'number'] as const) {
      const values = s.ports.map((p) => p[key]);
      for (const v of new Set(values.filter((x, i) => values.indexOf(x) !== i))) report(CODES.duplicatePort, s.origin, `two ports of ${s.name} have the ${key} ${v}`, { help: key === 'name' ? 'name them: Port.http(8080, { name: \'admin\' })' : 'one Service port has one number' });
    }
    if (s.ports.length === 0) report(CODES.missingPort, s.origin, `${s.name} has no port`, { help: 'declare one: ports: [Port.http(8080)]' });
  }
  for (const thing of [...model.services, ...model.workloads, ...model.externals]) {
    const ns = index.namespace.get(thing.namespace);
    if (!ns) continue;
    if (ns.mesh !== thing.mesh) report(CODES.namespaceNotOwned, thing.origin, `${thing.name} is declared in ${thing.mesh}, but its namespace ${ns.name} belongs to ${ns.mesh}`, { help: `use a namespace of ${thing.mesh}`, related: [ns.origin] });
    else if (ns.manage === 'policies') report(CODES.namespaceNotOwned, thing.origin, `namespace ${ns.name} is owned for gateway policies only, ${thing.name} cannot live there`, { help: 'own it: { manage: \'label\' }, or use another namespace', related: [ns.origin] });
  }
}

/** Listeners of one gateway have names and places of their own. */
function listeners(g: GatewayFacts, report: Report): void {
  const names = new Set<string>(), places = new Map<string, string>();
  for (const l of g.listeners) {
    if (names.has(l.name)) report(CODES.nameCollision, g.origin, `two listeners of ${g.name} are called ${l.name}`, { help: 'give one a `name` of its own' });
    names.add(l.name);
    for (const place of l.protocol === 'TCP' ? [`${l.port}`] : l.hostnames.map((h) => `${l.port} ${h}`)) {
      const other = places.get(place);
      if (other !== undefined) report(CODES.nameCollision, g.origin, `two listeners of ${g.name} serve ${place}: ${other} and ${l.name}`, { help: 'give them different ports or hostnames' });
      else places.set(place, l.name);
    }
  }
}
