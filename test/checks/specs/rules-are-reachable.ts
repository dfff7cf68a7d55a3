import { rulesAreReachable } from '../../../lib/checks/rules-are-reachable';
import type { CheckSpec } from '../spec';
import { deployment, documents, service, virtualService } from '../yaml';

const rules = (http: string) => documents(service('reviews'), virtualService('reviews', `hosts: [reviews]\nhttp:\n${http}`));

export const spec: CheckSpec = {
  check: rulesAreReachable,
  bad: documents(service('reviews'), deployment('reviews'), virtualService('reviews', `
hosts: [reviews]
http:
- match: [{ uri: { prefix: /api } }]
  route: [{ destination: { host: reviews } }]
- match: [{ uri: { exact: /api/admin } }] # <-
  fault: { abort: { httpStatus: 403, percentage: { value: 100 } } }
  route: [{ destination: { host: reviews } }]
- route: [{ destination: { host: reviews } }]`)),
  good: documents(service('reviews'), deployment('reviews'), virtualService('reviews', `
hosts: [reviews]
http:
- match: [{ uri: { exact: /api/admin } }]
  fault: { abort: { httpStatus: 403, percentage: { value: 100 } } }
  route: [{ destination: { host: reviews } }]
- match: [{ uri: { prefix: /api } }]
  route: [{ destination: { host: reviews } }]
- route: [{ destination: { host: reviews } }]`)),
  cases: [
    { title: 'behind a rule without match', yaml: rules('- route: [{ destination: { host: reviews } }]\n- match: [{ uri: { prefix: /a } }] # <-\n  route: [{ destination: { host: reviews } }]') },
    { title: 'the same match', yaml: rules('- match: [{ headers: { a: { exact: b } } }]\n  route: [{ destination: { host: reviews } }]\n- match: [{ headers: { a: { exact: b } } }] # <-\n  route: [{ destination: { host: reviews } }]'), expect: [{ severity: 'warning', equals: ['IST0130', 'IST0131'] }] },
    { title: 'one match of two: information', yaml: rules('- match: [{ uri: { prefix: /a } }]\n  route: [{ destination: { host: reviews } }]\n- match:\n  - uri: { prefix: /a/b } # <-\n  - uri: { prefix: /c }\n  route: [{ destination: { host: reviews } }]'), expect: [{ severity: 'info', equals: ['IST0131'] }] },
    { title: 'an expression takes the path', yaml: rules("- match: [{ uri: { regex: '/items/[0-9]+' } }]\n  route: [{ destination: { host: reviews } }]\n- match: [{ uri: { exact: /items/7 } }] # <-\n  route: [{ destination: { host: reviews } }]\n- match: [{ uri: { exact: /items/x } }]\n  route: [{ destination: { host: reviews } }]") },
    { title: 'fewer conditions take more', yaml: rules('- match: [{ queryParams: { a: { exact: b } } }]\n  route: [{ destination: { host: reviews } }]\n- match: [{ uri: { prefix: /x }, queryParams: { a: { exact: b }, c: { exact: d } } }] # <-\n  route: [{ destination: { host: reviews } }]') },
    { title: 'a method is a condition', yaml: rules('- match: [{ uri: { prefix: /a }, method: { exact: GET } }]\n  route: [{ destination: { host: reviews } }]\n- match: [{ uri: { prefix: /a/b } }]\n  route: [{ destination: { host: reviews } }]') },
    { title: 'several together', yaml: rules('- match: [{ uri: { prefix: /a }, method: { exact: GET } }]\n  route: [{ destination: { host: reviews } }]\n- match: [{ uri: { prefix: /a }, method: { regex: "PUT|POST" } }]\n  route: [{ destination: { host: reviews } }]\n- match: [{ uri: { prefix: /a/b }, method: { exact: PUT } }] # <-\n  route: [{ destination: { host: reviews } }]') },
    { title: 'present and absent leave nothing', yaml: rules('- match: [{ headers: { x: {} } }]\n  route: [{ destination: { host: reviews } }]\n- match: [{ withoutHeaders: { x: {} } }]\n  route: [{ destination: { host: reviews } }]\n- route: [{ destination: { host: reviews } }] # <-') },
    { title: 'other sources, ports and gateways', yaml: rules('- match: [{ uri: { prefix: /a }, sourceLabels: { app: web } }]\n  route: [{ destination: { host: reviews } }]\n- match: [{ uri: { prefix: /a }, port: 80 }]\n  route: [{ destination: { host: reviews } }]\n- match: [{ uri: { prefix: /a/b }, sourceLabels: { app: web, version: v1 } }] # <-\n  route: [{ destination: { host: reviews } }]\n- match: [{ uri: { prefix: /a/b }, port: 81 }]\n  route: [{ destination: { host: reviews } }]\n- match: [{ uri: { prefix: /a/b }, gateways: [mesh] }]\n  route: [{ destination: { host: reviews } }]') },
    { title: 'expressions that nobody compares', yaml: rules(['a.*', 'b.*', '[ab].+'].map((regex) => `- match: [{ uri: { prefix: /a }, headers: { x: { regex: '${regex}' } } }]\n  route: [{ destination: { host: reviews } }]`).join('\n')) },
    { title: 'conditions that exclude each other', yaml: rules('- match: [{ method: { exact: GET }, headers: { ":method": { exact: POST } } }] # <-\n  route: [{ destination: { host: reviews } }]\n- route: [{ destination: { host: reviews } }]'), expect: [{ message: 'exclude each other' }] },
    { title: 'tls and tcp routes', yaml: documents(service('db', { ports: '{ name: tls, port: 443 }' }), virtualService('db', 'hosts: ["*.example.com"]\ntls:\n- match: [{ sniHosts: ["*.example.com"] }]\n  route: [{ destination: { host: db } }]\n- match: [{ sniHosts: [a.example.com] }] # <-\n  route: [{ destination: { host: db } }]\ntcp:\n- route: [{ destination: { host: db } }]\n- match: [{ port: 1 }] # <-\n  route: [{ destination: { host: db } }]')) },
    { title: 'a delegate\'s rules, behind the route that delegates', yaml: documents(service('reviews'), virtualService('root', 'hosts: [reviews]\nhttp:\n- match: [{ uri: { prefix: /a } }]\n  delegate: { name: part }\n- route: [{ destination: { host: reviews } }]'), virtualService('part', 'http:\n- match: [{ uri: { prefix: /a/b } }]\n  route: [{ destination: { host: reviews } }]\n- match: [{ uri: { prefix: /a/b/c } }] # <-\n  route: [{ destination: { host: reviews } }]')) },
  ],
};
