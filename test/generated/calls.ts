import { Call, ConnectionPool, FaultInjection, HttpMatch, KubernetesApi, LoadBalancing, OutlierDetection, RetryPolicy, Source, TimeoutPolicy, type MeshService, type MeshWorkload } from '../../lib';
import { balancing, fault, longTimeout, outlier, pool } from './client-policies';
import type { Part } from './part';
import type { Pick } from './pick';
import type { Made } from './services';

/** Whose calls are declared: each workload once, because those of all its services are its own and must agree. */
const callersOf = (part: Part): (MeshService<any> | MeshWorkload)[] => [...part.made.filter((m) => m.meshed && m.shared !== 'second').map((m) => m.service), ...part.consumers];

export function callsInside(part: Part, p: Pick): void {
  for (const caller of callersOf(part)) {
    for (const callee of part.made) {
      const self = callee.service === caller;
      if ((!self || callee.headless) && p.chance(self ? 50 : 40)) call(caller, callee, part.claims.has(callee), p);
    }
    for (const { external, http } of part.externals) {
      if (!p.chance(40)) continue;
      if (http && p.chance(30)) caller.calls(external, { timeout: longTimeout(p) });
      else caller.calls(external);
    }
    if (p.chance(10)) caller.calls(KubernetesApi.instance);
  }
}

function call(caller: MeshService<any> | MeshWorkload, callee: Made, claims: boolean, p: Pick): void {
  const to = callee.service;
  const http = [...callee.http, ...callee.grpc];
  const kind = http.length === 0 ? 0 : claims && p.chance(30) ? 7 : p.int(0, 6);
  if (http.length === 0 && p.chance(30)) caller.calls(to, Call.port(p.one([...callee.tcp, ...callee.tls])));
  else if (kind <= 1) caller.calls(to);
  else if (kind === 2) caller.calls(to, Call.get('/read', '=/status'));
  else if (kind === 3) caller.calls(to, Call.http({ methods: ['GET', 'POST'], paths: ['/rw'], port: p.one(http) }), Call.port(p.one([...http, ...callee.tcp, ...callee.tls])));
  else if (kind === 4 && callee.grpc.length) caller.calls(to, Call.grpc('shop.Rank', 'Get'));
  else if (kind === 7) caller.calls(to, Call.post('/admin').when({ claims: { role: ['admin'] } }));
  else caller.calls(to, { ...(p.chance(50) ? { only: [Call.get('/fast')] } : {}), ...(p.chance(70) ? { timeout: longTimeout(p) } : {}), ...(p.chance(50) ? { retries: p.chance(50) ? 'off' : { attempts: 1 } } : {}) });
}

/** Calls of another owner's services, with what that one grants and what the caller's mesh says of them. */
export function callsAcross(from: Part, to: Part, p: Pick): void {
  const callers = callersOf(from);
  if (!callers.length) return;
  for (const callee of to.made) {
    if (!p.chance(25)) continue;
    const caller = p.one(callers);
    const http = callee.http.length + callee.grpc.length > 0;
    const only = http && p.chance(50) ? [Call.get('/shared')] : [];
    if (http && p.chance(40)) caller.calls(callee.service, { ...(only.length ? { only } : {}), timeout: longTimeout(p) });
    else caller.calls(callee.service, ...only);
    callee.service.allows(caller, ...only);
    if (p.chance(20)) callee.service.allows(Source.namespace('back-office'));
    // The caller's own word on how it calls another owner's service.
    const id = `theirs-${callee.service.node.id}`;
    if (http && p.chance(30)) new TimeoutPolicy(from.mesh, `${id}-timeout`, { request: longTimeout(p), appliesTo: callee.service });
    if (http && p.chance(20)) new RetryPolicy(from.mesh, `${id}-retries`, { off: true, appliesTo: callee.service });
    if (p.chance(30)) new ConnectionPool(from.mesh, `${id}-pool`, { ...pool(p), appliesTo: callee.service });
    if (http && p.chance(15)) new FaultInjection(from.mesh, `${id}-fault`, { ...fault(p), matches: [HttpMatch.header('x-drill').exact('on')], appliesTo: callee.service });
    if (!callee.headless && p.chance(15)) new OutlierDetection(from.mesh, `${id}-outlier`, { ...outlier(p), appliesTo: callee.service });
    if (!callee.headless && p.chance(15)) new LoadBalancing(from.mesh, `${id}-lb`, { ...balancing(p), appliesTo: callee.service });
  }
  for (const { external } of to.externals) if (p.chance(15)) p.one(callers).calls(external);
}
