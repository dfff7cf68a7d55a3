import fc from 'fast-check';
import { percents } from '../../lib/resolve/destinations';
import type { ResolvedForward } from '../../lib/resolve/resolved';
import { Builder, back, backends, listener, port, rule, version } from './model';

test('percents are whole, total 100, and are within one of what was meant', () => {
  fc.assert(fc.property(fc.array(fc.double({ min: 0.0001, max: 1, noNaN: true }), { minLength: 1, maxLength: 12 }), (parts) => {
    const { weights, lost } = percents(parts);
    const total = parts.reduce((a, b) => a + b, 0);
    expect(weights.reduce((a, b) => a + b, 0)).toBe(100);
    expect(weights.every((w) => Number.isInteger(w) && w >= 1)).toBe(true);
    if (!lost) weights.forEach((w, i) => expect(Math.abs(w - (parts[i]! / total) * 100)).toBeLessThanOrEqual(1));
    expect(percents(parts)).toEqual({ weights, lost });
  }), { numRuns: 500 });
});
test('equal parts: the first ones get the rest', () => {
  expect(percents([1, 1, 1]).weights).toEqual([34, 33, 33]);
  expect(percents([0.9 * 0.99, 0.9 * 0.01, 0.1]).weights).toEqual([89, 1, 10]);
});

describe('which port is meant', () => {
  const meant = (ports: ReturnType<typeof port>[], route: { kind?: 'http' | 'grpc' | 'tcp' | 'tls'; port?: string } = {}, listeners = [listener()]): string => {
    const b = new Builder(), m = b.mesh('m'), s = b.service(m, 's', { ports });
    b.route(m, 'r', b.gateway(m, 'g', { listeners }), [rule([], s)], route);
    const r = b.resolve(), host = r.gatewayHosts(r.model.gateways[0]!)[0];
    const action = host?.rules[0]?.action as ResolvedForward | undefined;
    return action?.backends[0]?.port.name ?? r.diagnostics.map((d) => d.code).join();
  };
  test('the only one that speaks the protocol', () => {
    expect(meant([port(5432, 'tcp'), port(8080)])).toBe('http-8080');
    expect(meant([port(8080), port(9090, 'grpc')])).toBe('http-8080');
    expect(meant([port(8080), port(9090, 'grpc')], { kind: 'grpc' })).toBe('grpc-9090');
    expect(meant([port(9090, 'http2')])).toBe('http2-9090');
  });
  test('else the one with the listener’s number or name', () => {
    expect(meant([port(80), port(8080)], { port: 'http' })).toBe('http-80');
    expect(meant([port(8080, 'http', { name: 'web' }), port(8081)], { port: 'web' }, [listener({ name: 'web' })])).toBe('web');
  });
  test('else it is an error', () => {
    expect(meant([port(8080), port(8081)])).toContain('MESH1007');
    expect(meant([port(1, 'tcp')])).toContain('MESH1007');
  });
});

test('a frontend’s own port is the one its rules send to, another service’s by number', () => {
  const b = new Builder(), m = b.mesh('m');
  const a = b.service(m, 'a', { ports: [port(80), port(8080)], versions: ['v1', 'v2'] }), o = b.service(m, 'o', { ports: [port(80), port(8080)] });
  b.route(m, 'r', a, [rule([], [back(version(a, 'v2'), 50), back(o, 50)])]);
  const f = b.resolve().frontend(a);
  expect(f.http.map((p) => (p.rules[0]!.action as ResolvedForward).backends.map((x) => x.port.number))).toEqual([[80, 80], [8080, 8080]]);
});
test('externals, mirrors and splits on the way', () => {
  const b = new Builder(), m = b.mesh('m');
  const a = b.service(m, 'a'), o = b.service(m, 'o', { versions: ['v1', 'v2'] }), e = b.external(m, 'api');
  b.split(o, { v1: 75, v2: 25 });
  b.route(m, 'r', a, [rule([], [back(a, 90), back(e, 10)], { mirrorTo: o, percent: 10 })]);
  const { rules } = b.resolve().frontend(a).http[0]!;
  expect(backends(rules)).toBe('a 90, api 10');
  expect((rules[0]!.action as ResolvedForward).mirrors.map((x) => [x.to.kind === 'service' && x.to.version, x.percent])).toEqual([['v1', 7.5], ['v2', 2.5]]);
});
