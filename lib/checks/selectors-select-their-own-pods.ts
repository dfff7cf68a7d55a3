import { KIND } from '../effective';
import { finding, type Check } from './check';
import { fields } from './parts/fields';
import { meets } from './parts/injection';
import { podTemplates } from './parts/templates';

/** The API server refuses the object. */
export const selectorsSelectTheirOwnPods: Check = {
  code: 'MESH2703',
  title: 'a workload selects the pods of its own template',
  severity: 'error',
  docs: 'The selector of a Deployment, StatefulSet, DaemonSet or ReplicaSet must be met by the labels of its template: the API server refuses one that is not.',
  *run({ world }) {
    for (const template of podTemplates(world)) {
      const selector = fields(fields(template.object.manifest.spec)?.selector);
      if (!SELECTING.has(template.object.manifest.kind) || !selector || meets(selector, template.labels)) continue;
      yield finding(template.object, 'spec.selector', `the selector of ${template.object.manifest.metadata.name} does not select the pods of its template`, { help: 'give the template the labels of the selector', related: [{ ...template.object.place(template.metadataAt), message: 'the template is' }] });
    }
  },
};
const SELECTING: ReadonlySet<string> = new Set([KIND.deployment, KIND.statefulSet, KIND.daemonSet, KIND.replicaSet].map((k) => k.slice(k.indexOf('/') + 1)));
