/**
 * Labels of an object of the control plane, in printed order; definitions alone are as Istio publishes them. Those that something reads are Istio's own (`app`, `istio`, `istio.io/rev`); Helm's and the old operator's, which nothing reads, are left out, and
 * the recommended ones of Kubernetes say the rest.
 */
export function labelsOf(name: string, own: Readonly<Record<string, string>> = {}): Readonly<Record<string, string>> {
  const all: Record<string, string> = { 'app.kubernetes.io/managed-by': 'cdk8s-mesh', 'app.kubernetes.io/name': name, 'app.kubernetes.io/part-of': 'istio', ...own };
  return Object.fromEntries(Object.keys(all).sort().map((key) => [key, all[key]!]));
}
