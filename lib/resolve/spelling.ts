import type { GatewayFacts, PathFact, RequestFacts, ServiceFacts, WorkloadFacts } from '../model';

/** Text that can be pasted into the program. A thing is named as its id would be as a variable. */
export const variable = (thing: { readonly id: string; readonly name: string } | ServiceFacts | WorkloadFacts | GatewayFacts): string => thing.name.replace(/[^A-Za-z0-9]+(.)?/g, (_, c: string | undefined) => (c ?? '').toUpperCase());

const text = (s: string): string => `'${s.replace(/'/g, "\\'")}'`;
const path = (p: PathFact): string => text(p.kind === 'exact' ? `=${p.value}` : p.value);
const array = (items: readonly string[]): string => `[${items.join(', ')}]`;

/** A request as `Call.post('/charges')`; empty for every request. */
export function callText(r: RequestFacts): string {
  const paths = r.paths.map(path);
  const [method, ...more] = r.methods;
  let out: string;
  if (r.port === undefined && more.length === 0 && (method === 'GET' || method === 'POST')) out = `Call.${method.toLowerCase()}(${paths.join(', ')})`;
  else if (r.methods.length === 0 && paths.length === 0) out = r.port === undefined ? 'Call.http({})' : `Call.port(${text(r.port)})`;
  else {
    const parts = [...(r.methods.length > 0 ? [`methods: ${array(r.methods.map(text))}`] : []), ...(paths.length > 0 ? [`paths: ${array(paths)}`] : []), ...(r.port === undefined ? [] : [`port: ${text(r.port)}`])];
    out = `Call.http({ ${parts.join(', ')} })`;
  }
  const claims = Object.entries(r.claims);
  if (claims.length === 0) return r.methods.length + paths.length === 0 && r.port === undefined ? '' : out;
  return `${out}.when({ claims: { ${claims.map(([name, values]) => `${/^[a-z_$][\w$]*$/i.test(name) ? name : text(name)}: ${values.length === 1 ? text(values[0]!) : array(values.map(text))}`).join(', ')} } })`;
}
/** As arguments after a callee; several with commas. */
export const callArguments = (requests: readonly RequestFacts[]): string => requests.map(callText).filter((t) => t !== '').map((t) => `, ${t}`).join('');
