import type { SuiteContext } from '../../suite';
import type { RealCluster } from '../cluster';
import { inventory, left } from './inventory';

const routes = (spec: object, metadata: object = {}) => ({ apiVersion: 'networking.istio.io/v1', kind: 'VirtualService', metadata: { name: 'lie', namespace: 'default', ...metadata }, spec });
const service = (port: number, app = 'lie') => ({ apiVersion: 'v1', kind: 'Service', metadata: { name: 'lie', namespace: 'default' }, spec: { selector: { app }, ports: [{ port }] } });

/** What must be refused, with a word of the server's answer. */
const refused: Readonly<Record<string, readonly [object, RegExp]>> = {
  'a field that Istio does not have': [routes({ hosts: ['a'], http: [{ rout: [] }] }), /field not declared in schema|unknown field/],
  'a value of a wrong type': [routes({ hosts: 'a' }), /expected list|must be of type/],
  'two fields of which one may be there': [routes({ hosts: ['a'], http: [{ match: [{ uri: { exact: '/', prefix: '/' } }] }] }), /must validate one and only one|oneOf/i],
  'what a CEL rule forbids': [routes({ hosts: ['a'], http: [{ timeout: 'soon', route: [{ destination: { host: 'a' } }] }] }), /duration/],
  'a namespace that is not there': [routes({ hosts: ['a'] }, { namespace: 'nowhere' }), /"nowhere" not found/],
  'a kind that is not there': [{ apiVersion: 'networking.istio.io/v1', kind: 'VirtualServce', metadata: { name: 'lie', namespace: 'default' } }, /no kind/],
  'a core object that is wrong': [service(0), /port/],
};

/** Whether the cases of the suite would notice: planted faults, each with what has to be seen. */
export async function lies(context: SuiteContext, cluster: RealCluster): Promise<void> {
  for (const [what, [object, words]] of Object.entries(refused)) {
    const [{ change, message }] = await cluster.tryApply([object], { dryRun: true });
    context.check(`refused: ${what}`, change === 'refused' && words.test(message ?? '') ? [] : [`${change}: ${message}`]);
  }
  const before = await inventory(cluster);
  await cluster.apply([service(80)]);
  const [{ change }] = await cluster.tryApply([service(81)]);
  context.check('noticed: a change at the second time', change === 'changed' ? [] : [change]);
  context.check('noticed: what is left behind', left(before, await inventory(cluster)).join() === 'v1 Service default/lie' ? [] : ['it is not']);
  const [{ change: conflict, message }] = await cluster.tryApply([service(81, 'truth')], { fieldManager: 'another' });
  context.check('noticed: a field that another manager owns', conflict === 'refused' && /conflict/.test(message ?? '') ? [] : [`${conflict}: ${message}`]);
  await cluster.delete([service(80)]);
}
