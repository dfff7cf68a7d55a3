import { ApiObject, App, Chart } from 'cdk8s';
import { MeshResources } from 'cdk8s-mesh/pulumi';

export interface PlainParameters {
  readonly apiVersion?: string;
  /** A label of the webhook. */
  readonly label?: string;
}

/** Two components: values of the first, known when it is deployed, go into the second. */
export function plain({ apiVersion = 'networking.istio.io/v1beta1', label = 'a' }: PlainParameters): void {
  const first = new MeshResources('first', chart([
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'plain' } },
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'one', namespace: 'plain' } },
  ]));
  const uid = first.object('ServiceAccount', 'one').metadata.apply((m) => String(m.uid));
  new MeshResources('second', ({ uid: text }) => chart([
    { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'of-the-account', namespace: 'plain' }, data: { uid: `uid:${text}` } },
    { apiVersion, kind: 'VirtualService', metadata: { name: 'old', namespace: 'plain' }, spec: { hosts: ['old.example.com'], http: [{ directResponse: { status: 404 } }] } },
    {
      // As the official charts have it: istiod puts its certificate there, then turns Ignore to Fail.
      apiVersion: 'admissionregistration.k8s.io/v1', kind: 'ValidatingWebhookConfiguration', metadata: { name: 'as-of-a-chart', labels: { 'istio.io/rev': 'default', label } },
      webhooks: [{
        name: 'rev.validation.istio.io', failurePolicy: 'Ignore', sideEffects: 'None', admissionReviewVersions: ['v1'], clientConfig: { service: { name: 'istiod', namespace: 'istio-system', path: '/validate' } },
        rules: [{ operations: ['CREATE'], apiGroups: ['networking.istio.io'], apiVersions: ['*'], resources: ['gateways'] }],
      }],
    },
  ]), { inputs: { uid } }, { dependsOn: first });

  // Many behind many: through a gate.
  const app = new App(), [early, late] = ['early', 'late'].map((id) => chart(Array.from({ length: 9 }, (_, i) => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: `${id}-${i}`, namespace: 'plain' } })), app, id));
  late.addDependency(early);
  new MeshResources('third', app, {}, { dependsOn: first });
}

function chart(objects: readonly object[], app = new App(), id = 'plain'): Chart {
  const made = new Chart(app, id);
  objects.forEach((o, i) => new ApiObject(made, `object-${i}`, o as never));
  return made;
}
