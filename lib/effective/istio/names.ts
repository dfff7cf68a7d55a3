/** Full name of a host as an Istio object of a namespace means it: one without a dot is a Service beside it. */
export function fullName(host: string, namespace: string, clusterDomain: string): string {
  return host.includes('.') || host.includes(':') || host === '*' || host === '' ? host : `${host}.${namespace}.svc.${clusterDomain}`;
}

/** `namespace/name` of a gateway as an object of a namespace means it; `mesh` stays. Names with dots are of old: `name.namespace.svc.…`. */
export function gatewayName(gateway: string, namespace: string): string {
  if (gateway === 'mesh') return gateway;
  const slash = gateway.indexOf('/');
  if (slash >= 0) return gateway.slice(0, slash) === '.' ? `${namespace}${gateway.slice(slash)}` : gateway;
  const [name, owner] = gateway.split('.');
  return `${owner ?? namespace}/${name}`;
}

/** Whether two hosts share a name: equal, or one is a wildcard that covers the other, or both are and one covers the other. */
export function hostsMeet(a: string, b: string): boolean {
  const wildA = a.startsWith('*'), wildB = b.startsWith('*');
  if (wildA && wildB) return a.length < b.length ? b.endsWith(a.slice(1)) : a.endsWith(b.slice(1));
  if (wildA) return b.endsWith(a.slice(1));
  if (wildB) return a.endsWith(b.slice(1));
  return a === b;
}

/** Whether every name of the second is one of the first. */
export function hostCovers(wide: string, narrow: string): boolean {
  if (!wide.startsWith('*')) return wide === narrow;
  return narrow.length >= wide.length - (narrow.startsWith('*') ? 0 : 1) && narrow.endsWith(wide.slice(1)) && (narrow.startsWith('*') || narrow.length > wide.length - 1 || wide === '*');
}

/** Whether labels have all that a selector wants; an empty selector wants nothing. */
export function selects(selector: Readonly<Record<string, string>> | undefined, labels: Readonly<Record<string, string>>): boolean {
  if (selector) for (const key in selector) if (labels[key] !== selector[key]) return false;
  return true;
}

/** Whether a name is one of those that another stands for, as Istio compares them: `*.com` has `a.b.com`, and `*.a.com`. */
export function isSubset(name: string, of: string): boolean {
  if (!of.startsWith('*')) return name === of;
  return name.startsWith('*') ? name.length >= of.length && name.endsWith(of.slice(1)) : name.endsWith(of.slice(1));
}
