import type { Diagnostic } from '../../diagnostics/diagnostic';
import type { MatchFacts, MeshFacts, Origin, PolicyFacts, PolicyValue } from '../../model';
import { finding, ISTIO_CODES } from './codes';
import type { EmitContext } from './context';
import { MAX_COOKIES } from './http-match';
import { looksInside } from './service';

/** What the routes of a mesh ask that cannot be said. */
export function checkVirtualServices(context: EmitContext, mesh: MeshFacts): readonly Diagnostic[] {
  const found: Diagnostic[] = [];
  const { routes, services } = context.parts(mesh);
  for (const r of routes) {
    for (const rule of r.rules) {
      for (const m of rule.matches) checkCookies(m, r.origin, found);
      if (rule.action.kind !== 'forward') continue;
      for (const to of [...rule.action.backends.map((b) => b.to), ...(rule.action.mirror ? [rule.action.mirror.to] : [])]) {
        const external = to.kind === 'external' ? context.index.external.get(to.external) : undefined;
        if (external?.via === undefined) continue;
        found.push(finding(ISTIO_CODES.egressDestination, r.origin, `${external.name} is reached through an egress gateway, which only callers of its own host are sent to`, `call ${external.name} from the application, or declare it without \`via\``, external.origin));
      }
    }
  }
  for (const p of context.once(faultPolicies)) {
    if (p.mesh === mesh.id && p.value !== 'off') for (const m of (p.value as PolicyValue<'FaultInjection'>).matches) checkCookies(m, p.origin, found);
  }
  for (const s of services) {
    if (!s.existing) continue;
    for (const port of s.ports) {
      if (port.protocol === 'tcp' || looksInside(context, s, port)) continue;
      found.push(finding(ISTIO_CODES.tlsRules, s.origin, `port ${port.name} of the Service '${s.name}', which is there already, is declared as ${port.protocol}; Istio would route it by server name, and other names not at all`,
        `set appProtocol: tcp on that port of the Service, and declare it here with Port.tcp(${port.number})`));
    }
  }
  return found;
}

/** Picked out once: every mesh asks. */
const faultPolicies = (context: EmitContext): readonly PolicyFacts[] => context.resolved.model.policies.filter((p) => p.kind === 'FaultInjection');

function checkCookies(m: MatchFacts, at: Origin, found: Diagnostic[]): void {
  const cookies = m.cookies.filter((c) => !c.not).length;
  if (cookies > MAX_COOKIES) found.push(finding(ISTIO_CODES.cookies, at, `a match asks for ${cookies} cookies; more than ${MAX_COOKIES} in any order are too many to write down`, 'match fewer, or one cookie that says it all'));
  else if (cookies > 0 && m.headers.some((h) => h.name === 'cookie' && !h.not && h.kind !== 'present')) found.push(finding(ISTIO_CODES.cookies, at, 'a match has conditions on cookies and on the header `cookie` itself', 'say all of it with `.cookie(…)`'));
}
