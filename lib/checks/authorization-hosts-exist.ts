import { KIND, namespaceOf } from '../effective';
import { finding, type Check } from './check';
import { entries, fields } from './parts/fields';
import { knownHosts } from './parts/known-hosts';

/** `operation.hosts` that is written like a service's name, of a service that is none. */
export const authorizationHostsExist: Check = {
  code: 'MESH2061',
  title: 'services that authorization speaks of exist',
  severity: 'warning',
  equals: ['KIA0104'],
  docs: '`operation.hosts` compares the Host header. Names of outside and wildcards are anybody\'s, but a name of the cluster (`web`, `web.shop`, `web.shop.svc.cluster.local`) of a Service that does not exist is met by no request: a rule that allows it locks callers out, one that denies it lets them through. Note that a caller may write the same service in several ways; the rule holds for the one that it has.',
  *run({ world, closed }) {
    if (!closed) return;
    const hosts = knownHosts(world), { clusterDomain } = world.settings;
    for (const object of world.objects.of(KIND.authorizationPolicy)) for (const [rule, r] of entries(fields(object.manifest.spec)?.rules)) for (const [to, t] of entries(rule.to)) for (const list of ['hosts', 'notHosts']) {
      const written: unknown = fields(to.operation)?.[list];
      if (!Array.isArray(written)) continue;
      for (const [i, host] of written.entries()) {
        if (typeof host !== 'string' || host.includes('*')) continue;
        const name = host.replace(/:\d+$/, ''), namespace = namespaceOf(object.manifest);
        const full = !name.includes('.') ? `${name}.${namespace}.svc.${clusterDomain}` : name.endsWith(`.svc.${clusterDomain}`) ? name : name.endsWith('.svc') ? `${name}.${clusterDomain}` : undefined;
        if (full === undefined || name === 'localhost' || hosts.find(full).length > 0 || hosts.builtIn(full)) continue;
        const near = hosts.suggest(full);
        yield finding(object, `spec.rules[${r}].to[${t}].operation.${list}[${i}]`, `there is no Service '${name}'`, { help: near === undefined ? 'name one that is there' : `did you mean '${near}'?` });
      }
    }
  },
};
