import { KIND } from '../effective';
import { finding, type Check } from './check';
import { serversIn } from './parts/gateway-hosts';

/** istiod 1.31 ends its work for the gateway. */
export const hostsOfServersDoNotStopIstiod: Check = {
  code: 'MESH2554',
  title: 'no host with a namespace follows a host for all of them',
  severity: 'error',
  docs: 'A server that lists `*/*` and behind it another host with a namespace (`./shop.example.com`) makes istiod 1.31 fail when it works out the gateway: no proxy of it gets a configuration. Validation takes it. `*/*` covers the others: list it alone.',
  *run({ world }) {
    for (const object of world.objects.of(KIND.gateway)) for (const server of serversIn(object)) {
      const all = server.hosts.indexOf('*/*'), after = all < 0 ? -1 : server.hosts.findIndex((h, i) => i > all && h.includes('/'));
      if (after >= 0) yield finding(object, `${server.at}.hosts[${after}]`, `${server.hosts[after]} behind */* makes istiod fail: the gateway gets no configuration`, { help: 'list */* alone' });
    }
  },
};
