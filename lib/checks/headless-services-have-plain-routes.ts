import { isHttp } from '../effective';
import { finding, type Check } from './check';
import { boundTo } from './parts/client-namespaces';
import { destinationRules } from './parts/destination-rules';
import { fields, texts } from './parts/fields';
import { fullName } from '../effective/istio/names';
import { routeDestinations } from './parts/route-destinations';

/** Their clients have chosen the pod already. */
export const headlessServicesHavePlainRoutes: Check = {
  code: 'MESH2407',
  title: 'no route or policy chooses among the pods of a headless Service',
  severity: 'warning',
  docs: `Clients of a headless Service (\`clusterIP: None\`) look up the addresses of its pods and connect to one; a sidecar passes the connection on to that very address. A subset, a share of a split, another host as destination, a way of balancing: none of them changes where it goes.
Give what is to be routed a Service with an address. Gateways do choose.`,
  *run({ world }) {
    const headless = new Set(world.hosts.filter((h) => h.kind === 'Service' && h.headless).map((h) => h.name));
    if (headless.size === 0) return;
    for (const d of routeDestinations(world)) {
      if (!headless.has(d.host) || d.use === 'mirror' || d.protocol !== 'http' || !boundTo(world, d.object).includes('mesh')) continue;
      const own = texts(fields(d.object.manifest.spec)?.hosts).some((h) => fullName(h, d.namespace, world.settings.clusterDomain) === d.host);
      if (d.subset !== undefined) yield finding(d.object, `${d.field}.subset`, `${d.written} is headless: requests go to the pod that the client dialled, whatever its subset`, { help: 'give it a Service with an address' });
      else if (!own) yield finding(d.object, `${d.field}.host`, `${d.written} is headless: requests go to the address that the client dialled, which is none of it`, { help: 'send to a Service with an address' });
    }
    for (const rule of destinationRules(world).all) {
      if (!headless.has(rule.host)) continue;
      const balancer = fields(rule.policy?.loadBalancer), http = world.hostsNamed(rule.host).some((h) => h.ports.some((p) => isHttp(p.protocol) || p.protocol === 'auto'));
      if (balancer && balancer.simple !== 'PASSTHROUGH' && http) yield finding(rule.object, 'spec.trafficPolicy.loadBalancer', `${rule.written} is headless: its clients choose the pod, and this balances nothing but what gateways send`, { severity: 'info', help: 'give it a Service with an address' });
    }
  },
};
