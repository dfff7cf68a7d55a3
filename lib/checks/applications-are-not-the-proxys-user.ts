import { finding, type Check } from './check';
import { fields } from './parts/fields';
import { containersOf, isControlPlane, podTemplates, type PodTemplate } from './parts/templates';
import { textMap } from './parts/fields';

const PROXY = 1337;

/** What this user sends is not caught. */
export const applicationsAreNotTheProxysUser: Check = {
  code: 'MESH2454',
  title: 'applications do not run as the user of their proxy',
  severity: 'warning',
  equals: ['IST0144'],
  docs: 'What user 1337 sends is not redirected to the proxy, because it is the proxy\'s own. An application with this user goes past the mesh: no mutual TLS, no routes, no metrics.',
  *run({ world }) {
    for (const template of podTemplates(world)) {
      if (template.workload?.proxy === 'gateway' || isControlPlane(textMap(template.object.manifest.metadata.labels))) continue;
      const at = [
        ...(userOf(template.spec) === PROXY && containersOf(template).some(([c]) => c.name !== 'istio-proxy' && userOf(c) === undefined) ? [`${template.at}.securityContext.runAsUser`] : []),
        ...containersOf(template).filter(([c]) => c.name !== 'istio-proxy' && c.name !== 'istio-operator' && userOf(c) === PROXY).map(([, field]) => `${field}.securityContext.runAsUser`),
      ];
      for (const field of at) yield told(template, field);
    }
  },
};
const userOf = (of: Readonly<Record<string, unknown>>): unknown => fields(of.securityContext)?.runAsUser;
const told = (template: PodTemplate, field: string): ReturnType<typeof finding> => finding(template.object, field, `${template.object.manifest.metadata.name} runs as user ${PROXY}, the proxy's: what it sends goes past the mesh`, { help: 'run it as another user' });
