import { evaluate, text, type Condition, type SeenRequest, type Subject, type TextMatch } from '../../lib/effective';

const is = (subject: Subject, match: TextMatch, request: SeenRequest): boolean | undefined => evaluate(text(subject, match), request);
const exact = (value: string): TextMatch => ({ kind: 'exact', value });

describe('what of a request is looked at', () => {
  test('the path ends where the query or the fragment begins', () => {
    for (const target of ['/a', '/a?b=/c', '/a#b', '/a#b?c']) expect(is({ on: 'path' }, exact('/a'), { target })).toBe(true);
    expect(is({ on: 'target' }, exact('/a?b=/c'), { target: '/a?b=/c' })).toBe(true);
  });
  test('of several query parameters with one name the first', () => {
    expect(['1', '2'].map((v) => is({ on: 'query', name: 'a' }, exact(v), { target: '/?a=1&b&a=2' }))).toEqual([true, false]);
    expect(is({ on: 'query', name: 'b' }, exact(''), { target: '/?a=1&b&a=2' })).toBe(true);
    expect(is({ on: 'query', name: 'c' }, { kind: 'present' }, { target: '/?a=1' })).toBe(false);
  });
  test('one of the values of a claim', () => {
    const request: SeenRequest = { token: { issuer: 'i', claims: { groups: ['a', 'b'], nested: { role: 'admin' }, n: 5 } } };
    expect(['a', 'b', 'c'].map((v) => is({ on: 'claim', path: ['groups'] }, exact(v), request))).toEqual([true, true, false]);
    expect([is({ on: 'claim', path: ['nested', 'role'] }, exact('admin'), request), is({ on: 'claim', path: ['n'] }, { kind: 'present' }, request)]).toEqual([true, false]);
    expect([is({ on: 'claim', path: ['a'] }, exact('a'), { token: null }), is({ on: 'claim', path: ['a'] }, exact('a'), {})]).toEqual([false, undefined]);
  });
  test('parts of an identity', () => {
    const request: SeenRequest = { principal: 'cluster.local/ns/shop/sa/web' };
    expect([is({ on: 'trustDomain' }, exact('cluster.local'), request), is({ on: 'namespace' }, exact('shop'), request), is({ on: 'serviceAccount' }, exact('web'), request)]).toEqual([true, true, true]);
    expect([is({ on: 'namespace' }, exact('shop'), { principal: null }), is({ on: 'namespace' }, exact('shop'), {})]).toEqual([false, undefined]);
  });
  test('whose address', () => {
    const within = (of: 'peer' | 'client' | 'destination', request: SeenRequest): boolean | undefined => evaluate({ op: 'address', of, cidr: '10.0.0.0/8' }, request);
    expect([within('peer', { peerAddress: '10.1.1.1', clientAddress: '9.9.9.9' }), within('client', { peerAddress: '10.1.1.1', clientAddress: '9.9.9.9' }), within('destination', { destinationAddress: '10.2.2.2' })]).toEqual([true, false, true]);
  });
});

describe('how it is compared', () => {
  const path = (match: TextMatch, ...targets: string[]): unknown[] => targets.map((target) => is({ on: 'path' }, match, { target }));
  test('segments end where a slash is', () => {
    expect(path({ kind: 'segments', value: '/a' }, '/a', '/a/', '/a/b', '/ab', '/')).toEqual([true, true, true, false, false]);
    expect(path({ kind: 'segments', value: '/a/' }, '/a/b', '/ab')).toEqual([true, false]);
    expect(path({ kind: 'prefix', value: '/a' }, '/a', '/ab')).toEqual([true, true]);
  });
  test('a star of a template is one segment, two are any number', () => {
    expect(path({ kind: 'template', value: '/a/{*}/c' }, '/a/b/c', '/a/b/b/c', '/a//c')).toEqual([true, false, false]);
    expect(path({ kind: 'template', value: '/a/{**}' }, '/a/b/c', '/a/', '/b')).toEqual([true, true, false]);
  });
  test('in any case, where it is said', () => {
    expect(path({ kind: 'prefix', value: '/A', ignoreCase: true }, '/a/b')).toEqual([true]);
    expect(path({ kind: 'prefix', value: '/A' }, '/a/b')).toEqual([false]);
  });
});

test('what is not known decides only where it must', () => {
  const yes: Condition = { op: 'always' }, no: Condition = { op: 'never' }, unknown: Condition = { op: 'port', ports: [1] };
  const value = (c: Condition): boolean | undefined => evaluate(c, {});
  expect([value({ op: 'all', of: [yes, unknown] }), value({ op: 'all', of: [unknown, no] }), value({ op: 'any', of: [no, unknown] }), value({ op: 'any', of: [unknown, yes] }), value({ op: 'not', of: unknown })]).toEqual([undefined, false, undefined, true, undefined]);
});
