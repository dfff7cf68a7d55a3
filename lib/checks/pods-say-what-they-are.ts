import { finding, type Check } from './check';
import { podTemplates } from './parts/templates';

/** An opinion: telemetry is named by these labels. */
export const podsSayWhatTheyAre: Check = {
  code: 'MESH2757',
  title: 'pods with a proxy have labels that name the application and its version',
  severity: 'info',
  profile: 'strict',
  docs: 'Metrics and traces name a workload by `app` and `version` (or `app.kubernetes.io/name` and `app.kubernetes.io/version`, or `service.istio.io/canonical-name` and `-revision`). Without them it is `unknown` there, or `latest`.',
  *run({ world }) {
    for (const template of podTemplates(world)) {
      if (template.workload?.proxy !== 'sidecar') continue;
      for (const [what, ...names] of LABELS) if (!names.some((n) => template.labels[n] !== undefined)) {
        yield finding(template.object, template.metadataAt, `the pods of ${template.object.manifest.metadata.name} do not say their ${what}`, { help: `give the template the label ${names[0]}` });
      }
    }
  },
};
const LABELS = [['name', 'app', 'app.kubernetes.io/name', 'service.istio.io/canonical-name'], ['version', 'version', 'app.kubernetes.io/version', 'service.istio.io/canonical-revision']] as const;
