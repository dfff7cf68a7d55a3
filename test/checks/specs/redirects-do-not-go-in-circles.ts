import { redirectsDoNotGoInCircles } from '../../../lib/checks/redirects-do-not-go-in-circles';
import type { CheckSpec } from '../spec';
import { deployment, documents, gateway, ingress, object, service, virtualService } from '../yaml';

const both = object('networking.istio.io/v1', 'Gateway', 'public', `
selector: { istio: ingress }
servers:
- { port: { number: 80, name: http, protocol: HTTP }, hosts: [shop.example.com] }
- { port: { number: 443, name: https, protocol: HTTPS }, hosts: [shop.example.com], tls: { mode: SIMPLE, serverCertificate: /etc/c, privateKey: /etc/k } }`, 'edge');

export const spec: CheckSpec = {
  check: redirectsDoNotGoInCircles,
  bad: documents(ingress(), both, service('reviews'), deployment('reviews'), virtualService('reviews', `
hosts: [shop.example.com]
gateways: [edge/public]
http:
- redirect: { scheme: https } # <-`)),
  good: documents(ingress(), both, service('reviews'), deployment('reviews'), virtualService('reviews', `
hosts: [shop.example.com]
gateways: [edge/public]
http:
- match: [{ scheme: { exact: http } }]
  redirect: { scheme: https }
- route: [{ destination: { host: reviews } }]`)),
  cases: [
    { title: 'by port', yaml: documents(ingress(), both, service('reviews'), virtualService('reviews', 'hosts: [shop.example.com]\ngateways: [edge/public]\nhttp:\n- match: [{ port: 80 }]\n  redirect: { scheme: https }\n- route: [{ destination: { host: reviews } }]')) },
    { title: 'only a server without TLS', yaml: documents(ingress(), gateway('public'), virtualService('reviews', 'hosts: [shop.example.com]\ngateways: [edge/public]\nhttp:\n- redirect: { scheme: https }')) },
    { title: 'two paths lead to each other', yaml: documents(service('reviews'), virtualService('reviews', 'hosts: [reviews]\nhttp:\n- match:\n  - uri: { exact: /a } # <-\n  redirect: { uri: /b }\n- match:\n  - uri: { exact: /b } # <-\n  redirect: { uri: /a }\n- route: [{ destination: { host: reviews } }]')) },
    { title: 'two hosts lead to each other', yaml: documents(ingress(), gateway('public'), ...[['a', 'b'], ['b', 'a']].map(([from, to]) => virtualService(from, `hosts: [${from}.example.com]\ngateways: [edge/public]\nhttp:\n- redirect: { authority: ${to}.example.com } # <-`))) },
    { title: 'a path leads on', yaml: documents(service('reviews'), virtualService('reviews', 'hosts: [reviews]\nhttp:\n- match: [{ uri: { exact: / } }]\n  redirect: { uri: /start }\n- match: [{ uri: { prefix: /old/ } }]\n  redirect: { prefixRewrite: /new/ }\n- route: [{ destination: { host: reviews } }]')) },
    { title: 'a prefix that grows has no circle, but no end either: it is left alone', yaml: documents(service('reviews'), virtualService('reviews', 'hosts: [reviews]\nhttp:\n- match: [{ uri: { prefix: /a } }]\n  redirect: { prefixRewrite: /a/a }\n- route: [{ destination: { host: reviews } }]')) },
  ],
};
