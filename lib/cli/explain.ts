import type { Authorization, Client, Destination, Forward, Host, IstioMesh, Millis, Provenance, Rule, ServerPort, Share, Workload } from '../effective';
import { describe } from '../effective';

/** A fact in words, and where it comes from. */
export interface Line { readonly text: string; readonly from?: Provenance; readonly below?: readonly Line[] }
export interface Section { readonly title: string; readonly lines: readonly Line[] }

/** Everything that holds for a service, defaults included. */
export function explain(mesh: IstioMesh, host: Host): Section[] {
  const workloads = mesh.world.workloadsBehind(host);
  return [
    { title: 'what it is', lines: identity(host, workloads) },
    ...clientSections(mesh, host),
    ...gatewaySections(mesh, host),
    ...workloads.slice(0, 1).flatMap((w) => (w.proxy === 'sidecar' ? [{ title: 'who may call it', lines: mesh.server(w).ports.map(serverLine) }] : [{ title: 'who may call it', lines: [{ text: w.proxy === 'none' ? 'it has no proxy: whoever reaches it, in plaintext' : 'it is a gateway: see what its listeners ask for', from: w.from }] }])),
    ...workloads.slice(0, 1).filter((w) => w.proxy === 'sidecar').map((w) => ({ title: 'what it may call itself', lines: scopeLines(mesh.client(w)) })),
    ...unread(mesh, workloads),
  ];
}

function identity(host: Host, workloads: readonly Workload[]): Line[] {
  return [
    { text: `${host.name}, ${host.external ? 'outside of the mesh' : host.headless ? 'headless' : host.resolution === 'workloads' ? 'in the mesh' : `in the mesh, ${host.resolution}`}`, from: host.from },
    ...host.ports.map((p) => ({ text: `port ${p.number} ${p.protocol === 'auto' ? 'of no declared protocol (the proxy looks at the bytes)' : p.protocol}${String(p.targetPort) === String(p.number) ? '' : ` → ${p.targetPort}`}` })),
    ...workloads.map((w) => ({ text: `${w.kind} ${w.id} as ${w.serviceAccount}${w.replicas === undefined ? '' : `, ${w.replicas} replicas`}${w.proxy === 'none' ? ', without a proxy' : ''}`, from: w.from })),
    ...(workloads.length === 0 && host.kind === 'Service' && host.selector ? [{ text: 'no workload of the input is behind it', from: host.from }] : []),
  ];
}

/** One section for each group of clients that see the same. */
function clientSections(mesh: IstioMesh, host: Host): Section[] {
  const groups = new Map<string, { names: string[]; lines: Line[] }>();
  for (const w of mesh.workloads) {
    if (w.proxy !== 'sidecar') continue;
    const client = mesh.client(w);
    if (!client.host(host.name)) continue;
    const lines = host.ports.flatMap((p) => portLines(client, host, p.number));
    const key = JSON.stringify(lines, (k, v: unknown) => (k === 'from' ? undefined : v));
    const group = groups.get(key);
    if (group) group.names.push(w.id); else groups.set(key, { names: [w.id], lines });
  }
  const sorted = [...groups.values()].sort((a, b) => b.names.length - a.names.length);
  return sorted.map(({ names, lines }) => ({ title: `what happens to requests of ${groups.size === 1 ? 'those who know it' : names.slice(0, 4).join(', ') + (names.length > 4 ? ` and ${names.length - 4} more` : '')}`, lines }));
}

function portLines(client: Client, host: Host, port: number): Line[] {
  const table = client.http(port)?.find(host.name);
  const rules: Line[] = table ? table.rules.map(ruleLine) : client.bytes(port).filter((r) => r.host === host.name).map((r) => ({ text: `${describe(r.when)} → ${shares(r.to)}`, from: r.from }));
  const targets = new Map<string, Share>();
  for (const rule of table?.rules ?? []) if (rule.action.kind === 'forward') for (const s of rule.action.to) targets.set(JSON.stringify(s.to), s);
  if (!table) for (const r of client.bytes(port)) if (r.host === host.name) for (const s of r.to) targets.set(JSON.stringify(s.to), s);
  const how = [...targets.values()].map((s): Line => {
    const found = client.destination(s.to);
    return found ? { text: `${targetText(s.to)} is reached`, below: destinationLines(found) } : { text: `${targetText(s.to)} does not exist for it: 503`, from: s.from };
  });
  return [{ text: `port ${port}`, below: [...rules, ...how] }];
}

const targetText = (t: Share['to']): string => `${t.host.replace(/\.svc\..*$/, '')}:${t.port}${t.subset === undefined ? '' : ` ${t.subset}`}`;
function shares(to: readonly Share[]): string {
  const total = to.reduce((sum, s) => sum + s.weight, 0);
  return to.map((s) => `${to.length === 1 ? '' : `${Math.round((s.weight * 1000) / total) / 10} % `}${targetText(s.to)}`).join(', ');
}
const ms = (n: Millis): string => (n % 1000 === 0 ? `${n / 1000} s` : `${n} ms`);

function ruleLine(rule: Rule): Line {
  const { action } = rule;
  const what = action.kind === 'forward' ? shares(action.to) : action.kind === 'redirect' ? `redirect ${action.status}` : action.kind === 'respond' ? `answer ${action.status}` : 'out to the address that was dialled';
  return { text: `${describe(rule.when)} → ${what}`, from: rule.from, ...(action.kind === 'forward' && { below: forwardLines(action) }) };
}
function forwardLines(f: Forward): Line[] {
  const { retries: { value: r, from }, timeout, fault, rewrite } = f;
  return [
    { text: timeout.value === 0 ? 'no timeout' : `timeout ${ms(timeout.value)}`, from: timeout.from },
    { text: r.attempts === 0 ? 'no retries' : `${r.attempts} retries${r.perTryTimeout ? ` of ${ms(r.perTryTimeout)}` : ''} on ${r.on.join(', ')}`, from },
    ...(fault ? [{ text: `fault: ${[fault.value.delay && `${fault.value.delay.percent} % wait ${ms(fault.value.delay.by)}`, fault.value.abort && `${fault.value.abort.percent} % get ${fault.value.abort.status ?? fault.value.abort.grpcStatus}`].filter(Boolean).join(', ')}`, from: fault.from }] : []),
    ...(rewrite ? [{ text: `rewritten: ${[rewrite.value.authority && `host ${rewrite.value.authority}`, rewrite.value.path && `path ${rewrite.value.path}`, rewrite.value.prefix && `${rewrite.value.prefix.match} becomes ${rewrite.value.prefix.by}`, rewrite.value.regex && `/${rewrite.value.regex.match}/ becomes ${rewrite.value.regex.by}`].filter(Boolean).join(', ')}`, from: rewrite.from }] : []),
    ...f.mirrors.map((m) => ({ text: `${m.percent} % are copied to ${targetText(m.to)}`, from: m.from })),
  ];
}

function destinationLines(d: Destination): Line[] {
  const { tls: { value: tls }, pool: { value: pool }, outlier, balancing: { value: lb } } = d;
  const limits = [pool.maxConnections !== undefined && `${pool.maxConnections} connections`, pool.maxPendingRequests !== undefined && `${pool.maxPendingRequests} pending`, pool.maxRequests !== undefined && `${pool.maxRequests} requests`].filter(Boolean);
  return [
    { text: tls.mode === 'AUTO' ? 'mutual TLS where the server has a proxy' : tls.mode === 'DISABLE' ? 'in plaintext' : tls.mode === 'ISTIO_MUTUAL' ? 'with mutual TLS of the mesh' : `with TLS ${tls.mode}${tls.sni ? `, SNI ${tls.sni}` : ''}`, from: d.tls.from },
    { text: `connect within ${ms(pool.connectTimeout)}${limits.length ? `, at most ${limits.join(', ')}` : ', no limits'}`, from: d.pool.from },
    outlier ? { text: `endpoints are ejected for ${ms(outlier.value.baseEjection)} after ${outlier.value.consecutive5xx || outlier.value.consecutiveGatewayErrors} ${outlier.value.consecutive5xx ? 'errors' : 'gateway errors'}, at most ${outlier.value.maxEjectionPercent} %`, from: outlier.from } : { text: 'no endpoint is ejected', from: { default: 'Istio' } },
    { text: `balanced by ${lb.algorithm}`, from: d.balancing.from },
  ];
}

function serverLine(port: ServerPort): Line {
  const tls = { STRICT: 'mutual TLS only', PERMISSIVE: 'mutual TLS and plaintext', DISABLE: 'plaintext only' }[port.tls.value];
  return {
    text: `container port ${port.number} (${port.protocol})`,
    below: [
      { text: tls, from: port.tls.from },
      ...port.gate.jwt.map((j) => ({ text: `tokens of ${j.issuer} are verified; a bad one is 401, none passes`, from: j.from })),
      ...port.gate.authorization.map((a) => policyLine(a, port.gate.authorization)),
      ...(port.gate.authorization.some((a) => a.action === 'ALLOW' && !a.dryRun) ? [] : [{ text: 'nothing else is asked: whoever connects is let in', from: { default: 'Istio' } }]),
    ],
  };
}
function policyLine(a: Authorization, all: readonly Authorization[]): Line {
  const verb = { CUSTOM: `asks ${a.provider ?? 'an authorizer'} about`, DENY: 'denies', ALLOW: 'allows', AUDIT: 'logs' }[a.action];
  return a.rules.length === 0 ? { text: `${verb} nothing${a.action === 'ALLOW' ? (all.some((o) => o !== a && o.action === 'ALLOW') ? ': what no other policy allows is denied' : ': all is denied') : ''}${a.dryRun ? ' (dry run)' : ''}`, from: a.from }
    : { text: `${verb}${a.dryRun ? ' (dry run)' : ''}`, from: a.from, below: a.rules.map((r) => ({ text: describe(r.when), from: r.from })) };
}

function scopeLines(client: Client): Line[] {
  const { value, from } = client.unknown;
  const hosts = client.scope.default === undefined ? client.hosts().map((h) => h.name) : undefined;
  return [
    { text: hosts ? `its proxy knows ${hosts.length === 0 ? 'no host' : hosts.slice(0, 12).join(', ')}${hosts.length > 12 ? ` and ${hosts.length - 12} more` : ''}` : 'its proxy knows every host', from: client.scope },
    { text: value === 'allow' ? 'hosts that it does not know are let through' : value === 'refuse' ? 'hosts that it does not know are refused' : `hosts that it does not know go through ${value.host}:${value.port}`, from },
  ];
}

function gatewaySections(mesh: IstioMesh, host: Host): Section[] {
  const lines: Line[] = [];
  for (const w of mesh.workloads) {
    if (w.proxy !== 'gateway') continue;
    for (const l of mesh.gateway(w).listeners) for (const s of l.servers) {
      for (const vh of s.http?.all() ?? []) for (const r of vh.rules) if (r.action.kind === 'forward' && r.action.to.some((x) => x.to.host === host.name)) lines.push({ ...ruleLine(r), text: `${w.id}:${l.port} ${vh.domains.filter((d) => !d.includes(':')).join(', ')}: ${ruleLine(r).text}` });
      for (const r of s.bytes ?? []) if (r.to.some((x) => x.to.host === host.name)) lines.push({ text: `${w.id}:${l.port}: ${describe(r.when)} → ${shares(r.to)}`, from: r.from });
    }
  }
  return lines.length === 0 ? [] : [{ title: 'how it is reached from outside', lines }];
}

function unread(mesh: IstioMesh, workloads: readonly Workload[]): Section[] {
  const found = workloads.slice(0, 1).filter((w) => w.proxy === 'sidecar').flatMap((w) => mesh.server(w).unread);
  return found.length === 0 ? [] : [{ title: 'what is not read here', lines: found.map((from) => ({ text: `${from.object?.kind ?? 'an object'} changes its proxy`, from })) }];
}
