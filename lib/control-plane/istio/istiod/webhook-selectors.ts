import type { LabelSelector } from '../../../manifests/types';

type Expression = NonNullable<LabelSelector['matchExpressions']>[number];
const REVISION = 'istio.io/rev', NAMESPACE = 'istio-injection', POD = 'sidecar.istio.io/inject';
const is = (key: string, ...values: readonly string[]): Expression => ({ key, operator: 'In', values });
const isNot = (key: string, ...values: readonly string[]): Expression => ({ key, operator: 'NotIn', values });
const absent = (key: string): Expression => ({ key, operator: 'DoesNotExist' });

/** One webhook of an injector: pods of these labels, in namespaces of those. */
export interface Selected { readonly prefix: string; readonly namespaces: readonly Expression[]; readonly pods: readonly Expression[] }

/** By the label that names a revision or a tag: the namespace's, or the pod's own where its namespace says nothing. */
export const namedBy = (name: string): readonly Selected[] => [
  { prefix: 'rev.namespace', namespaces: [is(REVISION, name), absent(NAMESPACE)], pods: [isNot(POD, 'false')] },
  { prefix: 'rev.object', namespaces: [absent(REVISION), absent(NAMESPACE)], pods: [isNot(POD, 'false'), is(REVISION, name)] },
];

/** By the labels that name none: they mean the default revision, and so does nothing at all where every namespace is taken in. */
export const unnamed = (everyNamespace: boolean): readonly Selected[] => [
  { prefix: 'namespace', namespaces: [is(NAMESPACE, 'enabled')], pods: [isNot(POD, 'false')] },
  { prefix: 'object', namespaces: [absent(NAMESPACE), absent(REVISION)], pods: [is(POD, 'true'), absent(REVISION)] },
  ...(everyNamespace ? [{
    prefix: 'auto',
    // Those of Kubernetes itself, whose pods istiod may need before it runs.
    namespaces: [absent(NAMESPACE), absent(REVISION), isNot('kubernetes.io/metadata.name', 'kube-system', 'kube-public', 'kube-node-lease', 'local-path-storage')],
    pods: [absent(POD), absent(REVISION)],
  }] : []),
];
