import type { HeaderChange } from '../mesh';
import { fields, textMap, texts } from './fields';

/** `headers` of a route or of a destination. The Host header is no header to Envoy: it becomes a rewrite of the authority. */
export function headersOf(written: unknown): { readonly request?: HeaderChange; readonly response?: HeaderChange; readonly authority?: string } {
  const headers = fields(written);
  if (!headers) return {};
  const request = fields(headers.request) ?? {}, authority = hostIn(textMap(request.set)) ?? hostIn(textMap(request.add));
  const [changed, answered] = [change(headers.request), change(headers.response)];
  return { ...(changed && { request: changed }), ...(answered && { response: answered }), ...(authority !== undefined && { authority }) };
}

function change(written: unknown): HeaderChange | undefined {
  const of = fields(written);
  if (!of) return undefined;
  const out = { set: outer(textMap(of.set)), add: outer(textMap(of.add)), remove: texts(of.remove).filter((n) => !isInner(n)).map((n) => n.toLowerCase()) };
  return Object.keys(out.set).length + Object.keys(out.add).length + out.remove.length === 0 ? undefined : out;
}
const isInner = (name: string): boolean => name.startsWith(':') || name.toLowerCase() === 'host';
const outer = (headers: Readonly<Record<string, string>>): Record<string, string> => Object.fromEntries(Object.entries(headers).filter(([name]) => !isInner(name)).map(([name, value]) => [name.toLowerCase(), value]));

function hostIn(headers: Readonly<Record<string, string>>): string | undefined {
  for (const name of Object.keys(headers)) if (['host', ':authority'].includes(name.toLowerCase()) && headers[name] !== '') return headers[name];
  return undefined;
}
