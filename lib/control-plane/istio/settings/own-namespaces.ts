import { CallError } from '../../../constructs/call-error';

/** Namespaces that every cluster has: a label of Pod Security on one of them would refuse pods of the cluster itself. */
const OWN: ReadonlySet<string> = new Set(['default', 'kube-node-lease', 'kube-public', 'kube-system']);

/** Whether a namespace is written: those that a cluster has are there, and stay as they are. */
export function writesNamespace(at: string, name: string, given: boolean | undefined): boolean {
  if (given && OWN.has(name)) throw new CallError(at, `namespace '${name}' is the cluster's own, and not for others to write`, 'leave createNamespace out');
  return given ?? !OWN.has(name);
}
