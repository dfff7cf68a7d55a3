import type { ObjectIndex } from './object-index';

/** Where in the mesh a host is, if it is a Service's name. */
export interface ServiceName { readonly name: string; readonly namespace: string }

/** `web` of a namespace, `web.shop`, `web.shop.svc`, `web.shop.svc.<domain>`. The second may be a host outside as well. */
export function serviceOf(host: string, from: string): ServiceName | undefined {
  const [name, namespace = from, svc] = host.split('.');
  return name === '*' || (svc !== undefined && svc !== 'svc') ? undefined : { name, namespace };
}

/** The names by which a host of a rule or a route may be meant: as it is, and in full. */
export function meaningsOf(host: string, from: string, { clusterDomain }: ObjectIndex): readonly string[] {
  const lower = host.toLowerCase(), service = serviceOf(lower, from);
  if (service) return [...new Set([...(lower.includes('.') ? [lower] : []), `${service.name}.${service.namespace}.svc.${clusterDomain}`])];
  // A wildcard that ends behind `svc`, or in another domain than the one known.
  const inMesh = /^(\*.*\.svc)(\.|$)/.exec(lower);
  return inMesh ? [...new Set([lower, `${inMesh[1]}.${clusterDomain}`])] : [lower];
}

/** The host and every wildcard that covers it, as Istio compares them: what follows the `*` is how the host ends. No more than the host has dots and dashes. */
export function patternsOver(host: string): readonly string[] {
  const out = new Set([host]);
  for (let i = 1; i < host.length; i++) if (host[i] === '.' || host[i] === '-') out.add(`*${host.slice(i)}`);
  return [...out.add('*')];
}
