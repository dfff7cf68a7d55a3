import type { MatchFacts } from '../../../lib/model';
import { RE2JS } from 're2js';
import { httpMatches, type Limit } from '../../../lib/targets/istio/http-match';
import { EmitContext } from '../../../lib/targets/istio/context';
import { settingsOf } from '../../../lib/targets/istio/facts';
import { Builder, exact, match, prefix, regex, value } from '../../resolve/model';

const b = new Builder();
const mesh = b.mesh('shop');
const web = b.service(mesh, 'web'), app = b.service(mesh, 'app');
const context = new EmitContext(b.resolve(), settingsOf({}));
const said = (m: Partial<MatchFacts>, limits: readonly Limit[] = [{}]) => httpMatches(context, match(m), limits).map((h) => h.match);

describe('paths', () => {
  test.each<[string, Partial<MatchFacts>, object[]]>([
    ['a prefix is whole segments', { path: prefix('/v2') }, [{ uri: { exact: '/v2' } }, { uri: { prefix: '/v2/' } }]],
    ['every path is no condition', { path: prefix('/') }, [{}]],
    ['none is no condition', {}, [{}]],
    ['exact', { path: exact('/a') }, [{ uri: { exact: '/a' } }]],
    ['regex', { path: regex('/a/[0-9]+') }, [{ uri: { regex: '/a/[0-9]+' } }]],
  ])('%s', (_, m, expected) => expect(said(m)).toEqual(expected));
});

describe('values', () => {
  test.each<[string, Partial<MatchFacts>, object]>([
    ['one method', { methods: ['GET'] }, { method: { exact: 'GET' } }],
    ['several methods', { methods: ['GET', 'POST'] }, { method: { regex: 'GET|POST' } }],
    ['headers of every kind', { headers: [value('x-b', 'prefix', 'p'), value('x-a', 'exact', 'e'), value('x-c', 'regex', 'r+'), value('x-d', 'present')] },
      { headers: { 'x-a': { exact: 'e' }, 'x-b': { prefix: 'p' }, 'x-c': { regex: 'r+' }, 'x-d': {} } }],
    ['an empty value is not a present one', { headers: [value('x-a', 'exact', '')] }, { headers: { 'x-a': { regex: '^$' } } }],
    ['every value is a present one', { headers: [value('x-a', 'prefix', '')] }, { headers: { 'x-a': {} } }],
    ['negated headers', { headers: [value('x-a', 'exact', 'e', true), value('x-b', 'present', '', true)] }, { withoutHeaders: { 'x-a': { exact: 'e' }, 'x-b': {} } }],
    ['positive and negated on one header', { headers: [value('x-a', 'prefix', 'e'), value('x-a', 'exact', 'ex', true)] }, { headers: { 'x-a': { prefix: 'e' } }, withoutHeaders: { 'x-a': { exact: 'ex' } } }],
    ['query', { query: [value('q', 'exact', '1'), value('p', 'present')] }, { queryParams: { p: {}, q: { exact: '1' } } }],
  ])('%s', (_, m, expected) => expect(said(m)).toEqual([expected]));
});

type Case = [string, Partial<MatchFacts>, (string | undefined)[], (string | undefined)[]];
describe('cookies are conditions on the header that carries them', () => {
  const takes = (m: Partial<MatchFacts>, header: string | undefined): boolean => {
    const [one] = said(m);
    const full = (r: string, v: string): boolean => RE2JS.compile(r).matcher(v).matches();
    const wanted = one!.headers?.cookie?.regex, refused = one!.withoutHeaders?.cookie?.regex;
    return (wanted === undefined || (header !== undefined && full(wanted, header))) && (refused === undefined || !full(refused, header ?? ''));
  };
  test.each<Case>([
    ['exact', { cookies: [value('c', 'exact', 'b.1')] }, ['c=b.1', 'a=1; c=b.1', 'c=b.1; z=2', 'a=1;c=b.1;z=2'], ['c=bx1', 'c=b.12', 'xc=b.1', 'a=c=b.1x', '', undefined]],
    ['prefix', { cookies: [value('c', 'prefix', 'b')] }, ['c=b', 'c=beta', 'a=1; c=beta; d=2'], ['c=a', 'd=b', 'a=c']],
    ['regex', { cookies: [value('c', 'regex', 'a|b')] }, ['c=a', 'x=1; c=b'], ['c=c', 'c=ab']],
    ['present', { cookies: [value('c', 'present')] }, ['c=', 'c=1', 'x=1; c=2'], ['cc=1', 'x=c']],
    ['not', { cookies: [value('c', 'exact', '1', true)] }, ['c=2', 'x=1', undefined], ['c=1', 'x=1; c=1']],
    ['none of two', { cookies: [value('c', 'exact', '1', true), value('d', 'exact', '1', true)] }, ['c=2; d=2', undefined], ['c=1', 'd=1; c=2']],
    ['two in any order', { cookies: [value('c', 'exact', '1'), value('d', 'exact', '2')] }, ['c=1; d=2', 'd=2; c=1', 'a=0; d=2; b=1; c=1; e=5', 'c=1;d=2'], ['c=1', 'd=2', 'c=1; d=3', 'c=1d=2']],
    ['three', { cookies: [value('c', 'exact', '1'), value('d', 'exact', '2'), value('e', 'present')] }, ['e=; d=2; c=1', 'c=1; e=9; d=2'], ['c=1; d=2']],
    ['one, and not another', { cookies: [value('c', 'exact', '1'), value('d', 'present', '', true)] }, ['c=1', 'x=1; c=1'], ['c=1; d=2', 'd=2']],
    ['besides a header that must not be', { cookies: [value('c', 'exact', '1', true)], headers: [value('cookie', 'exact', 'x=y', true)] }, ['x=z'], ['x=y', 'c=1']],
  ])('%s', (_, m, yes, no) => {
    expect(yes.filter((h) => !takes(m, h))).toEqual([]);
    expect(no.filter((h) => takes(m, h))).toEqual([]);
  });
});

test('callers are labels and a namespace, each its own match', () => {
  expect(said({ path: prefix('/a'), from: [web.workload, app.workload] })).toEqual([
    { sourceLabels: { app: 'web' }, sourceNamespace: 'shop', uri: { exact: '/a' } }, { sourceLabels: { app: 'web' }, sourceNamespace: 'shop', uri: { prefix: '/a/' } },
    { sourceLabels: { app: 'app' }, sourceNamespace: 'shop', uri: { exact: '/a' } }, { sourceLabels: { app: 'app' }, sourceNamespace: 'shop', uri: { prefix: '/a/' } },
  ]);
});

test('limits stand in every match; a port alone leaves it unconditional', () => {
  expect(said({ path: exact('/a') }, [{ port: 80 }, { port: 81 }])).toEqual([{ port: 80, uri: { exact: '/a' } }, { port: 81, uri: { exact: '/a' } }]);
  expect(httpMatches(context, match({}), [{ port: 80 }]).map((m) => m.unconditional)).toEqual([true]);
  expect(httpMatches(context, match({ from: [web.workload] }), [{}]).map((m) => m.unconditional)).toEqual([false]);
});
