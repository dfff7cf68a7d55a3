import { finding, type Check } from './check';
import { entries } from './parts/fields';
import { isInjected } from './parts/injection';
import { podTemplates } from './parts/templates';

/** `auto` is no image: injection replaces it. */
export const automaticImagesAreInjected: Check = {
  code: 'MESH2756',
  title: 'a proxy with image auto is injected',
  severity: 'error',
  equals: ['IST0146', 'IST0147'],
  docs: 'A container `istio-proxy` with `image: auto` is filled in by the injector. Where the namespace or the pod is not injected, the pod waits for an image of the name `auto` for ever. Nothing is said of namespaces that are not in the input.',
  *run({ world }) {
    for (const template of podTemplates(world)) for (const [container, i] of entries(template.spec.containers)) {
      if (container.name !== 'istio-proxy' || container.image !== 'auto' || isInjected(world, template) !== false) continue;
      yield finding(template.object, `${template.at}.containers[${i}].image`, `the proxy of ${template.object.manifest.metadata.name} is not injected: there is no image 'auto'`, {
        help: template.spec.hostNetwork === true ? 'do without hostNetwork: such pods are not injected' : `label the namespace istio-injection: enabled, or the pods sidecar.istio.io/inject: "true"`, equals: [template.object.manifest.kind === 'Pod' ? 'IST0147' : 'IST0146'],
      });
    }
  },
};
