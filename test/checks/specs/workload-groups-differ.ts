import { workloadGroupsDiffer } from '../../../lib/checks/workload-groups-differ';
import type { CheckSpec } from '../spec';
import { documents, object } from '../yaml';

const group = (name: string, app: string, namespace = 'shop') => object('networking.istio.io/v1', 'WorkloadGroup', name, `metadata:\n  labels: ${app}\ntemplate: { serviceAccount: default }`, namespace);

export const spec: CheckSpec = {
  check: workloadGroupsDiffer,
  bad: documents(group('a', '{ app: db }'), group('b', '{ app: db } # <-')),
  good: documents(group('a', '{ app: db }'), group('b', '{ app: db, zone: b }')),
  cases: [{ title: 'another namespace', yaml: documents(group('a', '{ app: db }'), group('b', '{ app: db }', 'other')) }],
};
