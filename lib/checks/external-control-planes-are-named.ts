import { isIP } from 'node:net';
import { KIND } from '../effective';
import { finding, type Check } from './check';
import { entries, fields } from './parts/fields';

/** A webhook of Istio's that calls a control plane elsewhere. */
export const externalControlPlanesAreNamed: Check = {
  code: 'MESH2759',
  title: 'webhooks of an external control plane have its address',
  severity: 'warning',
  equals: ['IST0163', 'IST0164'],
  docs: 'A webhook of Istio\'s calls a Service, or the URL of a control plane outside of the cluster. One with neither calls nobody; one with an IP address cannot verify a certificate by name.',
  *run({ world }) {
    const hooks = [
      ...world.objects.of('admissionregistration.k8s.io/ValidatingWebhookConfiguration').filter((o) => o.manifest.metadata.name === 'istiod-default-validator' || o.manifest.metadata.name.startsWith('istio-validator')),
      ...world.objects.of(KIND.mutatingWebhook).filter((o) => o.manifest.metadata.name.startsWith('istio-sidecar-injector')),
    ];
    for (const object of hooks) for (const [hook, i] of entries(object.manifest.webhooks)) {
      const config = fields(hook.clientConfig) ?? {}, at = `webhooks[${i}].clientConfig`;
      if (typeof config.url === 'string') {
        const host = hostOf(config.url);
        if (host === undefined) yield finding(object, `${at}.url`, `'${config.url}' is no URL`, { help: 'write https://<host>:15017/inject', equals: ['IST0163'] });
        else if (isIP(host) > 0) yield finding(object, `${at}.url`, `the control plane is named by the address ${host}`, { severity: 'info', help: 'give it a name: a certificate is verified by it', equals: ['IST0164'] });
      } else if (!fields(config.service)) yield finding(object, at, `webhook ${String(hook.name)} calls nobody: it has neither url nor service`, { help: 'set clientConfig.url', equals: ['IST0163'] });
    }
  },
};
function hostOf(url: string): string | undefined {
  try { return new URL(url).hostname.replace(/^\[|\]$/g, ''); } catch { return undefined; }
}
