import { all, always, any, never, not, text, type Condition } from '../../lib/effective';
import { dialledNames, isClusterName, messageOf, wildcardsOf } from '../../lib/simulate/url';
import { bytesView, missingIn } from '../../lib/simulate/view';
import { longestBackoff, timesOut, worstCase, type Hop } from '../../lib/simulate/timing';
import { regexReplaced } from '../../lib/text/re2';

describe('a request as its caller sends it', () => {
  test.each([
    ['http://cart/items?a=1#top', { host: 'cart', port: 80, authority: 'cart', target: '/items?a=1', scheme: 'http', sealed: false, sni: null }],
    ['http://Cart:8080', { host: 'cart', port: 8080, authority: 'Cart:8080', target: '/' }],
    ['https://a.example?x', { port: 443, target: '/?x', scheme: 'https', sealed: true, sni: 'a.example' }],
    ['grpc://pay:50051/shop.Pay/Charge', { http: true, grpc: true, method: 'POST', target: '/shop.Pay/Charge', headers: { 'content-type': 'application/grpc' } }],
    ['tcp://redis:6379', { http: false, sealed: false, sni: null }],
    ['tls://db.example', { http: false, sealed: true, port: 443, sni: 'db.example' }],
    ['http://a/b/../c/./d/', { target: '/c/d/' }],
    ['http://a/b\\c/%2E%2e/d?x=/../y', { target: '/b/d?x=/../y' }],
    ['http://a/..', { target: '/' }],
    ['http://a/.hidden', { target: '/.hidden' }],
    ['http://[fd00::1]:80/', { host: '[fd00::1]', port: 80 }],
  ])('%s', (to, then) => { expect(messageOf({ to })).toMatchObject(then); });
  test.each(['cart', 'http://', 'http://a b/', 'http://a:99999/', 'http://a:0/', 'ftp://a/', 'tcp://a', 'http://a/ b'])('no URL: %s', (to) => { expect(() => messageOf({ to })).toThrow(); });
  test('headers in any case; host is the authority', () => {
    expect(messageOf({ to: 'http://a/', method: 'post', headers: { 'X-A': '1', Host: 'b:81' } })).toMatchObject({ method: 'POST', authority: 'b:81', host: 'a', headers: { 'x-a': '1' } });
  });
});

test('names as a resolver of a pod tries them', () => {
  expect(dialledNames('a', 'ns', 'cluster.local')).toEqual(['a.ns.svc.cluster.local', 'a']);
  expect(dialledNames('a.b', 'ns', 'cluster.local')).toEqual(['a.b.svc.cluster.local', 'a.b']);
  expect(dialledNames('a.b.svc', 'ns', 'cluster.local')).toEqual(['a.b.svc.cluster.local', 'a.b.svc']);
  expect(dialledNames('a.b.c', 'ns', 'cluster.local')).toEqual(['a.b.c']);
  expect(dialledNames('a.b.svc.corp', 'ns', 'corp')).toEqual(['a.b.svc.corp']);
  expect(wildcardsOf('a.b.example')).toEqual(['*.b.example', '*.example']);
  expect(['a', 'a.b.svc', 'a.b.svc.corp', 'a.example'].map((h) => isClusterName(h, 'corp'))).toEqual([true, true, true, false]);
});

describe('conditions where nobody reads HTTP', () => {
  const path: Condition = text({ on: 'path' }, { kind: 'exact', value: '/a' }), who: Condition = text({ on: 'principal' }, { kind: 'exact', value: 'p' });
  test('a DENY keeps what can be judged, and so denies more', () => {
    expect(bytesView(all([path, who]), 'DENY')).toEqual(who);
    expect(bytesView(path, 'DENY')).toEqual(always);
    expect(bytesView(all([not(path), who]), 'DENY')).toEqual(who);
    expect(bytesView(any([all([path]), all([who])]), 'DENY')).toEqual(who);
  });
  test('an ALLOW that wants HTTP holds never', () => {
    expect(bytesView(all([path, who]), 'ALLOW')).toEqual(never);
    expect(bytesView(all([not(path), who]), 'ALLOW')).toEqual(never);
    expect(bytesView(who, 'ALLOW')).toEqual(who);
    expect(bytesView(any([path, who]), 'ALLOW')).toEqual(who);
  });
  test('what is not known is named', () => {
    const address: Condition = { op: 'address', of: 'client', cidr: '10.0.0.0/8' };
    expect(missingIn(all([who, not(address)]), { principal: 'p' })).toBe("it depends on the client's address");
    expect(missingIn(any([text({ on: 'claim', path: ['a', 'b'] }, { kind: 'present' }), address]), {})).toBe("it depends on claim a.b and the client's address");
  });
});

test('pauses between tries double up to ten times the first', () => {
  expect(longestBackoff({ attempts: 0, perTryTimeout: 0, on: [] })).toBe(0);
  expect(longestBackoff({ attempts: 6, perTryTimeout: 0, on: [] })).toBe(25 + 50 + 100 + 200 + 250 + 250);
});
test('hops inside of hops', () => {
  const hop = (more: Partial<Hop>): Hop => ({ delay: 0, delayed: false, timeout: 0, inner: [], ...more });
  expect(worstCase(hop({}))).toBeUndefined();
  expect(worstCase(hop({ timeout: 100, delay: 7 }))).toBe(107);
  expect(worstCase(hop({ retries: { attempts: 1, perTryTimeout: 0, on: [] }, inner: [hop({ timeout: 100 })] }))).toBe(225);
  expect(worstCase(hop({ timeout: 150, inner: [hop({ timeout: 100, delay: 100 })] }))).toBe(150);
  expect(timesOut(hop({ timeout: 150, inner: [hop({ delay: 200, delayed: true })] }))).toBe(true);
  expect(timesOut(hop({ timeout: 150, inner: [hop({ delay: 200 })] }))).toBe(false);
  expect(timesOut(hop({ timeout: 150, delay: 200, delayed: true }))).toBe(false);
  expect(timesOut(hop({ retries: { attempts: 2, perTryTimeout: 50, on: [] }, inner: [hop({ delay: 60, delayed: true })] }))).toBe(true);
});
test('regular expressions replace as proxies do', () => {
  expect(regexReplaced('/v(\\d+)/(.*)', '/v2/items', '/\\2/\\1')).toBe('/items/2');
  expect(regexReplaced('a', 'banana', 'o')).toBe('bonono');
  expect(regexReplaced('a', 'a', '$1')).toBe('$1');
  expect(regexReplaced('(', 'a', 'b')).toBe('a');
});
