import { hostnameRank, covers, patternsOver } from '../../lib/resolve/hostnames';
import { callArguments, callText, variable } from '../../lib/resolve/spelling';
import { exact, prefix, request } from './model';

test('calls as they are written in a program', () => {
  expect([
    request(), request({ methods: ['GET'] }), request({ methods: ['POST'], paths: [prefix('/charges'), exact('/refunds')] }), request({ methods: ['PUT', 'DELETE'], port: 'web' }),
    request({ port: 'client' }), request({ paths: [prefix("/it's")] }), request({ claims: { role: ['admin'], 'x-group': ['a', 'b'] } }),
  ].map(callText)).toEqual([
    '', 'Call.get()', "Call.post('/charges', '=/refunds')", "Call.http({ methods: ['PUT', 'DELETE'], port: 'web' })",
    "Call.port('client')", "Call.http({ paths: ['/it\\'s'] })", "Call.http({}).when({ claims: { role: 'admin', 'x-group': ['a', 'b'] } })",
  ]);
  expect(callArguments([request({ methods: ['GET'] }), request({ port: 'client' })])).toBe(", Call.get(), Call.port('client')");
  expect(['charge', 'charge-admin', 'a.b_c'].map((name) => variable({ id: name, name }))).toEqual(['charge', 'chargeAdmin', 'aBC']);
});

test('hostnames: what covers what, and what is nearer', () => {
  expect(patternsOver('a.b.example.com')).toEqual(['a.b.example.com', '*.b.example.com', '*.example.com', '*.com', '*']);
  expect(patternsOver('*.example.com')).toEqual(['*.example.com', '*.com', '*']);
  expect(patternsOver('*')).toEqual(['*']);
  expect([covers('*.example.com', 'a.example.com'), covers('*.example.com', 'example.com'), covers('*', 'x'), covers('*.com', '*.example.com'), covers('*.example.com', '*.com')]).toEqual([true, false, true, true, false]);
  expect(['a.example.com', '*.example.com', '*.com', '*'].map(hostnameRank).every((r, i, all) => i === 0 || r < all[i - 1]!)).toBe(true);
});
