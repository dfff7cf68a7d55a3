import { withBootstrap } from './bootstrap';

/** Differences that are none: what Kubernetes, or the agent, reads as the same. */
export const normalized: readonly string[] = [
  'environment variables, volumes, mounts and the volumes that the status annotation lists are compared without their order (references between variables are checked for being defined before)',
  'of two environment variables of one name the later counts, as Kubernetes has it',
  'PROXY_CONFIG and ISTIO_META_POD_PORTS are compared as the JSON that the agent reads',
  'the shell script of the template `grpc-simple` is run, and the file compared that it writes',
  'arguments `--flag`, `value` are compared as `--flag=value`',
  'amounts are compared as numbers: 2000m is 2',
  'a volume without a source is an `emptyDir`, an HTTP probe without a scheme is HTTP: defaults of the API server',
  'fields that are null, and maps and lists that are empty, are left out where they mean nothing',
];

/** istiod's words, without what is in no order. */
export const refusal = (message: string | undefined): string | undefined => message?.replace(/have [\w ,-]+$/, (have) => have.slice(5).split(', ').sort().join(', '));

type Json = unknown;
type Map_ = Record<string, Json>;
const isMap = (x: Json): x is Map_ => typeof x === 'object' && x !== null && !Array.isArray(x);
const amountFields = new Set(['requests', 'limits']);

/** The object as the comparison wants it. */
export function normal(value: Json, field = ''): Json {
  if (isMap(value) && value.name === 'grpc-bootstrap-init' && value.command !== undefined) return normal(withBootstrap(value), field);
  if (Array.isArray(value)) return list(value.map((item) => normal(item)), field);
  if (!isMap(value)) return value;
  if (amountFields.has(field)) return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, amount(String(v))]));
  const out: Map_ = {};
  for (const [key, v] of Object.entries(value)) {
    const n = key === 'sidecar.istio.io/status' ? status(String(v)) : normal(v, key);
    if (n === null || n === undefined || (isEmpty(n) && key !== 'emptyDir')) continue;
    out[key] = n;
  }
  if (field === 'httpGet' && out.scheme === undefined) out.scheme = 'HTTP';
  return out;
}

const isEmpty = (x: Json): boolean => (Array.isArray(x) ? x.length === 0 : isMap(x) && Object.keys(x).length === 0);
const by = (key: string) => (a: Json, b: Json): number => String((a as Map_)[key]).localeCompare(String((b as Map_)[key]));

function list(items: Json[], field: string): Json[] {
  switch (field) {
    case 'env': return environment(items as Map_[]);
    case 'volumes': return items.map((v) => (isMap(v) && Object.keys(v).length === 1 ? { ...v, emptyDir: {} } : v)).sort(by('name'));
    case 'volumeMounts': return items.sort(by('mountPath'));
    case 'args': return flags(items as string[]);
    default: return items;
  }
}

function environment(variables: Map_[]): Map_[] {
  const seen = new Set<string>();
  for (const { name, value } of variables) {
    for (const [, used] of String(value ?? '').matchAll(/\$\(([A-Za-z_]\w*)\)/g)) if (!seen.has(used!) && variables.some((v) => v.name === used)) throw new Error(`${name as string} refers to ${used!}, which comes later`);
    seen.add(name as string);
  }
  return [...new Map(variables.map((v) => [v.name, v])).values()].map((v) => (['PROXY_CONFIG', 'ISTIO_META_POD_PORTS'].includes(v.name as string) && typeof v.value === 'string' ? { ...v, value: jsonOrText(v.value) } : v)).sort(by('name'));
}
const jsonOrText = (text: string): Json => { try { return normal(JSON.parse(text) as Json); } catch { return text; } };

/** Joins `--flag`, `value`; single-letter options stay as they are, their order counts. */
function flags(args: string[]): string[] {
  const out: string[] = [];
  for (let i = 0; i < args.length; i++) {
    const next = args[i + 1];
    if (/^--[a-z_]+$/i.test(args[i]!) && next !== undefined && !next.startsWith('-')) { out.push(`${args[i]!}=${next}`); i++; } else out.push(args[i]!);
  }
  return out;
}

function status(text: string): Json {
  const read = JSON.parse(text) as Map_;
  return { ...read, volumes: [...((read.volumes as string[] | null) ?? [])].sort() };
}

const units: Readonly<Record<string, number>> = { m: 1e-3, k: 1e3, M: 1e6, G: 1e9, Ki: 2 ** 10, Mi: 2 ** 20, Gi: 2 ** 30 };
function amount(text: string): Json {
  const [, number, unit] = /^([\d.]+)(m|k|M|G|Ki|Mi|Gi)?$/.exec(text) ?? [];
  return number === undefined ? text : Math.round(Number(number) * (unit === undefined ? 1 : units[unit]!) * 1000) / 1000;
}
