import { evaluate, isHttp, type Authorization, type Gate, type IstioMesh, type JwtRule, type SeenRequest, type Workload } from '../../lib/effective';

/** What a port is like: `both` where HTTP and other bytes are told apart. */
export type Reads = 'http' | 'bytes' | 'both';
/** A rule that stands in a proxy, and which of some requests it takes; `?`: that is not known. */
export interface RuleFacts { readonly action: string; readonly rule: string; readonly verdicts: string }
export interface PortFacts { readonly reads: Reads; readonly mode: string; readonly tokens: readonly string[]; readonly http: readonly RuleFacts[]; readonly bytes: readonly RuleFacts[] }

/** Ports with what stands at them; equal ones together. */
export function portLines(ports: ReadonlyMap<string, PortFacts>): string {
  const groups = new Map<string, string[]>();
  for (const [port, f] of ports) {
    const rules = (of: string, list: readonly RuleFacts[]): string[] => [...new Set(list.map((r) => `  ${of} ${r.action} ${r.rule} ${r.verdicts}`.trimEnd()))].sort();
    const text = [`${f.reads} ${f.mode}`, ...f.tokens.map((t) => `  token ${t}`), ...rules('http', f.http), ...rules('bytes', f.bytes)].join('\n');
    groups.set(text, [...(groups.get(text) ?? []), port]);
  }
  return [...groups].map(([text, at]) => `${at.join(', ')}: ${text}`).join('\n');
}
export const tokenLine = (issuer: string, audiences: readonly string[], places: { readonly headers: readonly string[]; readonly params: readonly string[]; readonly cookies: readonly string[] }, spaced: readonly string[]): string =>
  [issuer, `for ${audiences.join()}`, `in headers ${places.headers.join()}`, `params ${places.params.join()}`, `cookies ${places.cookies.join()}`, `spaced ${spaced.join()}`].join('; ');

/** Ports of a workload: those of a list, and one that nobody declared. */
export function serverFacts(mesh: IstioMesh, workload: Workload, ports: readonly number[], requests: readonly SeenRequest[]): ReadonlyMap<string, PortFacts> {
  const server = mesh.server(workload);
  return new Map(ports.map((number) => {
    const { protocol, tls, gate, bytesGate } = server.port(number), reads: Reads = protocol === 'auto' ? 'both' : isHttp(protocol) ? 'http' : 'bytes';
    const bytes = reads === 'both' ? bytesGate! : gate;
    return [String(number), { reads, mode: tls.value, tokens: reads === 'bytes' ? [] : gate.jwt.map(tokens), http: reads === 'bytes' ? [] : ruleFacts(gate, requests), bytes: reads === 'http' ? [] : ruleFacts(bytes, requests) }];
  }));
}
function tokens(r: JwtRule): string {
  return tokenLine(r.issuer, r.audiences, { headers: r.headers.map((h) => `${h.name}:${h.prefix}`), params: r.params, cookies: r.cookies }, r.spacedClaims ?? []);
}
/** That policies with an action are there at all counts too: with ALLOW nothing else passes. */
function ruleFacts({ authorization }: Gate, requests: readonly SeenRequest[]): readonly RuleFacts[] {
  return [
    ...[...new Set(authorization.map(actionOf))].map((action) => ({ action, rule: 'stands', verdicts: '' })),
    ...authorization.flatMap((a) => a.rules.map((r) => ({ action: actionOf(a), rule: `${a.from.object!.namespace ?? 'default'}/${a.from.object!.name}[${/\d+/.exec(r.from.field!)![0]}]`, verdicts: requests.map((q) => verdict(evaluate(r.when, q))).join('') }))),
  ];
}
const actionOf = (a: Authorization): string => `${a.dryRun ? 'dry ' : ''}${a.action}`;
const verdict = (met: boolean | undefined): string => (met === undefined ? '?' : met ? '1' : '0');
