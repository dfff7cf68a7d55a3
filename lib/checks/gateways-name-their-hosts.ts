import { KIND } from '../effective';
import { finding, type Check } from './check';
import { serversIn } from './parts/gateway-hosts';

/** An opinion: whoever may write a VirtualService gets any name. */
export const gatewaysNameTheirHosts: Check = {
  code: 'MESH2505',
  title: 'a Gateway names its hosts',
  severity: 'warning',
  profile: 'strict',
  docs: 'A server for `*` takes every name, and every namespace may bind routes for any of them. Name the hosts, or at least the namespace that may (`shop/*`).',
  *run({ world }) {
    for (const object of world.objects.of(KIND.gateway)) for (const server of serversIn(object)) for (const [i, host] of server.hosts.entries()) {
      if ((host === '*' || host === '*/*') && server.tls?.httpsRedirect !== true && server.tls?.mode !== 'AUTO_PASSTHROUGH') yield finding(object, `${server.at}.hosts[${i}]`, 'every namespace may serve any host here', { help: 'name the hosts, or who may serve them: namespace/*' });
    }
  },
};
