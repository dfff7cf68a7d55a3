import { webhookViolations } from '../../../lib/manifests/rules';
import { objectsOf, rulesTable } from './table';

const make = objectsOf('networking.istio.io/v1/VirtualService');
const route = [{ destination: { host: 'web' } }];
const http = (rule: object, more: object = {}) => make({ hosts: ['web'], http: [{ route, ...rule }], ...more });
const answer = (rule: object) => make({ hosts: ['web'], http: [rule] });
const match = (one: object) => http({ match: [one] });
const two = (a: object, b: object, c: object = {}) => make({ hosts: ['web'], http: [{ route, ...a }, { route, ...b }, ...(Object.keys(c).length > 0 ? [{ route, ...c }] : [])] });

describe('VirtualService', () => {
  rulesTable([
    http({}),
    make({ http: [{ route }] }),
    make({ hosts: ['10.0.0.1', '*.example.com'], gateways: ['ingress/public'], http: [{ route }] }),
    match({ headers: { ':method': { exact: 'GET' } }, withoutHeaders: { a: { regex: '*' } }, uri: { prefix: '' } }),
    http({ route: [{ destination: { host: 'a' }, weight: 1 }, { destination: { host: 'b' } }] }),
    http({ retries: { attempts: 0 }, timeout: '1h30m' }),
    answer({ directResponse: { status: 503 } }),
    answer({ redirect: { port: 443 } }),
    two({ match: [{ uri: { exact: '/a' } }] }, { match: [{ uri: { exact: '/b' } }] }, { name: 'last' }),
    make({ hosts: ['*.example.com'], tls: [{ match: [{ sniHosts: ['a.example.com'] }], route }] }),
  ], [
    [http({}, { hosts: ['a_b'] }), 'spec.hosts[0]', /bad part/],
    [http({}, { hosts: ['*'] }), 'spec.hosts[0]', /gateways only/],
    [http({}, { hosts: ['*.a.com', 'x.a.com'] }), 'spec.hosts[1]', /overlap/],
    [make({ hosts: ['web'] }), 'spec', /routes are missing/],
    [make({ gateways: ['mesh'], http: [{ route }] }), 'spec.gateways', /delegate/],
    [http({}, { gateways: ['ns/UP_'] }), 'spec.gateways[0]', /does not name a gateway/],
    [http({}, { gateways: ['mesh', 'ns/UP_'] }), 'spec.gateways[1]', /does not name a gateway/, 'warning'],
    [http({}, { gateways: ['gw.ns.svc.cluster.local'] }), 'spec.gateways[0]', /old way/, 'warning'],
    [http({}, { exportTo: ['*', 'a'] }), 'spec.exportTo[0]', /stands beside/],
    [http({}, { exportTo: ['.', 'shop'] }), 'spec.exportTo[1]', /twice/],
    [http({}, { exportTo: [...'abcdefghij', 'a'] }), 'spec.exportTo[10]', /twice/],
    [http({}, { exportTo: ['~'] }), 'spec.exportTo[0]', /ServiceEntry only/],
    [match({ headers: { '@request.auth.claims.a': { exact: 'x' } } }), 'spec.http[0].match[0].headers["@request.auth.claims.a"]', /only a gateway/],
    [match({ headers: { 'a b': { exact: 'x' } } }), 'spec.http[0].match[0].headers["a b"]', /not a header name/],
    [match({ uri: { regex: '(?=a)' } }), 'spec.http[0].match[0].uri.regex', /does not compile/],
    [match({ uri: { regex: 'x'.repeat(1025) } }), 'spec.http[0].match[0].uri.regex', /at most 1024/],
    [match({ method: { prefix: '' } }), 'spec.http[0].match[0].method.prefix', /empty/],
    [match({ port: 65536 }), 'spec.http[0].match[0].port', /out of range/],
    [match({ sourceNamespace: 'a.b' }), 'spec.http[0].match[0].sourceNamespace', /DNS label/],
    [match({ sourceLabels: { 'a/b/c': 'x' } }), 'spec.http[0].match[0].sourceLabels["a/b/c"]', /label key/],
    [http({ route: [{ destination: { host: '*' } }] }), 'spec.http[0].route[0].destination.host', /no destination/],
    [http({ route: [{ destination: { host: 'a', subset: 'V_1' } }] }), 'spec.http[0].route[0].destination.subset', /DNS label/],
    [http({ route: [{ destination: { host: 'a' } }, { destination: { host: 'b' } }] }), 'spec.http[0].route', /no destination has a weight/],
    [http({ route: [{ destination: { host: 'a' }, weight: -1 }] }), 'spec.http[0].route[0].weight', /-1/],
    [http({ timeout: '0.5ms' }), 'spec.http[0].timeout', /too short/],
    [http({ timeout: '1.0005s' }), 'spec.http[0].timeout', /finer than a millisecond/],
    [http({ timeout: '1d' }), 'spec.http[0].timeout', /not a duration/],
    [http({ retries: { attempts: 0, retryOn: '5xx' } }), 'spec.http[0].retries.attempts', /switched off/],
    [http({ retries: { attempts: 1, retryOn: '5xx, reset' } }), 'spec.http[0].retries.retryOn', /" reset"/],
    [http({ fault: {} }), 'spec.http[0].fault', /empty/],
    [http({ fault: { abort: { httpStatus: 100 } } }), 'spec.http[0].fault.abort.httpStatus', /100/],
    [http({ fault: { abort: { grpcStatus: 'BAD' } } }), 'spec.http[0].fault.abort.grpcStatus', /gRPC/],
    [http({ fault: { abort: {} } }), 'spec.http[0].fault.abort', /names no error/, 'warning'],
    [http({ fault: { delay: { percentage: { value: 0.00001 }, fixedDelay: '1s' } } }), 'spec.http[0].fault.delay.percentage', /percentage/],
    [http({ mirror: { host: 'a' }, mirrors: [{ destination: { host: 'b' } }] }), 'spec.http[0].mirror', /both set/],
    [http({ mirrors: [{}] }), 'spec.http[0].mirrors[0].destination', /missing/],
    [http({ mirror: { host: 'a' }, mirrorPercent: 5 }), 'spec.http[0].mirrorPercent', /deprecated/, 'warning'],
    [http({ mirror: { host: 'a' }, mirror_percent: 5 }), 'spec.http[0].mirror_percent', /deprecated/, 'warning'],
    [http({ corsPolicy: { allowOrigins: [{ exact: '' }] } }), 'spec.http[0].corsPolicy.allowOrigins[0]', /empty/],
    [http({ corsPolicy: { allowMethods: ['get'] } }), 'spec.http[0].corsPolicy.allowMethods[0]', /method/],
    [http({ corsPolicy: { maxAge: '1.5s' } }), 'spec.http[0].corsPolicy.maxAge', /second/],
    [http({ headers: { request: { set: { ':path': '/' } } } }), 'spec.http[0].headers.request.set[":path"]', /pseudo header/],
    [http({ headers: { response: { remove: ['Host'] } } }), 'spec.http[0].headers.response.remove[0]', /cannot be changed/],
    [http({ headers: { request: { add: { a: '50%' } } } }), 'spec.http[0].headers.request.add.a', /variable/],
    [http({ headers: { request: { set: { host: 'a' } } }, rewrite: { authority: 'b' } }), 'spec.http[0].headers', /several places/],
    [http({ rewrite: {} }), 'spec.http[0].rewrite', /changes nothing/],
    [http({ rewrite: { uriRegexRewrite: { match: 'a' } } }), 'spec.http[0].rewrite.uriRegexRewrite.rewrite', /missing/],
    [http({ redirect: { uri: '/' } }), 'spec.http[0].route', /both set/],
    [answer({ redirect: {} }), 'spec.http[0].redirect', /nowhere/],
    [answer({ redirect: { uri: '/', redirectCode: 200 } }), 'spec.http[0].redirect.redirectCode', /200/],
    [answer({ match: [{ uri: { exact: '/a' } }], redirect: { prefixRewrite: '/b' } }), 'spec.http[0].redirect.prefixRewrite', /no prefix/],
    [answer({ directResponse: { status: 99 } }), 'spec.http[0].directResponse.status', /99/],
    [answer({ directResponse: { status: 200, body: { string: 'x'.repeat(200_000) } } }), 'spec.http[0].directResponse.body', /200000 bytes/, 'warning'],
    [answer({ directResponse: { status: 200, body: { string: 'x'.repeat(2_000_000) } } }), 'spec.http[0].directResponse.body', /at most/],
    [answer({}), 'spec.http[0]', /says not what to do/],
    [http({ delegate: { name: 'x' } }), 'spec.http[0].route', /delegates/],
    [make({ http: [{ delegate: { name: 'x' }, route }] }), 'spec.http[0].delegate', /further/],
    [two({}, { name: 'b' }), 'spec.http[1]', /rule 0 takes all/, 'warning'],
    [two({ match: [{ uri: { prefix: '/a' } }] }, { match: [{ uri: { prefix: '/a/b' } }] }), 'spec.http[1].match[0]', /shorter prefix/, 'warning'],
    [make({ hosts: ['a.com'], tls: [{ match: [{ sniHosts: ['b.com'] }], route }] }), 'spec.tls[0].match[0].sniHosts[0]', /not among the hosts/],
    [make({ hosts: ['a.com'], tls: [{ route }] }), 'spec.tls[0].match', /missing/],
    [make({ hosts: ['a.com'], tcp: [{ match: [{ destinationSubnets: ['10.0.0.0/33'] }], route }] }), 'spec.tcp[0].match[0].destinationSubnets[0]', /CIDR/],
  ]);

  it('names both the match and the rule that never get a request', () => {
    const found = webhookViolations(two({ name: 'first', match: [{ name: 'x', uri: { exact: '/a' } }] }, { match: [{ name: 'y', uri: { exact: '/a' } }] }));
    expect(found.map(({ path }) => path)).toEqual(['spec.http[1].match[0]', 'spec.http[1]']);
    expect(found[0]!.message).toContain('rule 0 (first)');
  });

  it('compares many matches by an index with the same result', () => {
    const rules = Array.from({ length: 400 }, (_, i) => ({ route, match: [{ uri: { prefix: `/p${i}/` } }] }));
    expect(webhookViolations(make({ hosts: ['web'], http: rules }))).toEqual([]);
    const more = [...rules, { route, match: [{ uri: { prefix: '/p7/x' } }, { uri: { prefix: '/p9/' } }] }];
    expect(webhookViolations(make({ hosts: ['web'], http: more })).map(({ path }) => path)).toEqual(['spec.http[400].match[0]', 'spec.http[400].match[1]']);
  });
});
