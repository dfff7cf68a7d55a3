import type { RequestInput } from 'cdk8s-mesh/simulate';
import type { KubeObject } from '../../kube/api';
import type { SuiteContext } from '../../suite';
import { differences } from '../expected';
import { asYaml } from '../programs';
import { readMesh, type RunningMesh } from '../running-mesh';
import { simulate } from 'cdk8s-mesh/simulate';

interface Lie {
  readonly name: string;
  readonly input: RequestInput;
  /** What is told instead of an object; undefined: nothing. */
  readonly tell: (object: any) => KubeObject | undefined;
}

const page = 'bookinfo/productpage-v1';
const reviews = { from: page, to: 'http://reviews:9080/reviews/0' };
const lies: readonly Lie[] = [
  { name: 'nobody is refused', input: { ...reviews, method: 'DELETE' }, tell: (object) => (object.kind === 'AuthorizationPolicy' ? undefined : object) },
  { name: 'testers have no version of their own', input: { ...reviews, headers: { 'end-user': 'jason' } }, tell: (object) => (object.kind === 'VirtualService' && object.metadata.name === 'reviews' ? { ...object, spec: { ...object.spec, http: object.spec.http.slice(1) } } : object) },
  { name: 'plaintext is refused everywhere', input: { from: 'outside/client', to: 'http://ratings.bookinfo.svc.cluster.local:9080/ratings/0' }, tell: (object) => (object.kind === 'PeerAuthentication' ? { ...object, spec: { mtls: { mode: 'STRICT' } } } : object) },
  { name: 'callers have another trust domain', input: reviews, tell: (object) => (object.kind === 'ConfigMap' && object.metadata.name === 'istio' ? { ...object, data: { ...object.data, mesh: `${object.data.mesh}`.replace('trustDomain: cluster.local', 'trustDomain: other.local') } } : object) },
  { name: 'proxies know everybody', input: { from: page, to: 'http://ratings:9080/ratings/0' }, tell: (object) => (object.kind === 'Sidecar' ? undefined : object) },
];

/** Whoever is told something else about what was applied has to notice, in an answer that is as the truth has it: else nothing was shown. */
export async function lieCases(context: SuiteContext, mesh: RunningMesh, objects: readonly KubeObject[]): Promise<void> {
  const known = readMesh(asYaml(objects));
  for (const { name, input, tell } of lies) {
    const truth = simulate(known, input);
    const told = objects.flatMap((object) => tell(object) ?? []);
    const lie = simulate(readMesh(asYaml(told)), input);
    let noticed = false;
    const wrong = await mesh.until({ name, input }, (answer) => {
      noticed = differences(lie, answer).length > 0;
      return differences(truth, answer);
    });
    context.check(`a lie is noticed: ${name}`, [...(noticed ? [] : ['it is not']), ...wrong.map((line) => `nor is the truth met: ${line}`)]);
  }
}
