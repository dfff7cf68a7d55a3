import { KIND, type Condition } from '../effective';
import { finding, type Check } from './check';
import { workloadsOf } from './parts/authorization-rules';
import { boundTo } from './parts/client-namespaces';
import { entries, fields, items } from './parts/fields';

/** Who brings none passes. */
export const tokensAreAskedFor: Check = {
  code: 'MESH2315',
  title: 'where tokens are verified, some rule asks for one',
  severity: 'warning',
  docs: `A RequestAuthentication refuses bad tokens; a request *without* a token passes it. An AuthorizationPolicy has to ask: \`DENY\` with \`notRequestPrincipals: ["*"]\`, or \`ALLOW\` with \`requestPrincipals\`. Where claims choose routes, or are handed on in headers, nobody need ask.`,
  *run({ world, mesh, closed }) {
    if (!closed) return;
    const routed = new Set(world.objects.of(KIND.virtualService).filter((vs) => JSON.stringify(fields(vs.manifest.spec)?.http ?? '').includes('@request.auth.claims')).flatMap((o) => boundTo(world, o)));
    for (const object of world.objects.of(KIND.requestAuthentication)) {
      const rules = items(fields(object.manifest.spec)?.jwtRules);
      if (rules.length === 0 || rules.some((r) => entries(r.outputClaimToHeaders).length > 0 || r.outputPayloadToHeader !== undefined)) continue;
      const workloads = workloadsOf(world, object);
      const asks = (c: Condition): boolean => (c.op === 'all' || c.op === 'any' ? c.of.some(asks) : c.op === 'not' ? asks(c.of) : c.op === 'text' && (c.subject.on === 'claim' || c.subject.on === 'requestPrincipal'));
      const asked = workloads.some((w) => (w.proxy === 'gateway' ? routed.size > (routed.has('mesh') ? 1 : 0) : routed.has('mesh')) || gatesOf(w).some((g) => g.authorization.some((p) => p.action === 'CUSTOM' || p.rules.some((r) => asks(r.when)))));
      if (workloads.length > 0 && !asked) yield finding(object, undefined, `requests without a token pass ${object.manifest.metadata.name}: no rule for ${workloads[0].name} asks for one`, { help: 'add an AuthorizationPolicy: DENY from notRequestPrincipals: ["*"]' });
    }
    function gatesOf(w: (typeof world.workloads)[number]) { return w.proxy === 'gateway' ? mesh.gateway(w).listeners.map((l) => l.gate) : [mesh.server(w).port(0).gate]; }
  },
};
