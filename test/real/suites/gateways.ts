import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fromFile, readIstio } from '../../../lib/effective';
import { readManifests } from '../../../lib/manifests/yaml';
import { factsOf } from '../../effective/gateway-facts';
import { repository } from '../build';
import { randomOf } from '../corpus/random';
import { asYaml, clusterObjects, podsOf, proxyOf, readYaml, withAddresses } from '../mesh/cluster';
import { gatewayText } from '../mesh/gateway-text';
import { randomGateways } from '../mesh/random-gateways';
import type { Oracle } from '../oracle';
import type { Suite } from '../suite';

/** Gateways as they are read: listeners, names by SNI, virtual hosts and where their rules lead, beside what istiod sends. */
export const gateways: Suite = {
  name: 'gateways',
  title: 'gateways are read as istiod configures them: fixtures, examples, tasks, and meshes that get in their own way',
  async run({ oracle, check, figure, full, seed, record }) {
    let routers = 0, listeners = 0;
    const compare = async (name: string, yaml: string): Promise<string> => {
      const told = await toldOf(oracle(), name, yaml), mesh = readIstio(readManifests(yaml, name).manifests.map(fromFile));
      for (const { id, text } of told) {
        routers++;
        listeners += text.split('\n').filter((line) => /^\d/.test(line)).length;
        const workload = mesh.workload(id);
        check(`${name}: ${id}`, workload === undefined ? ['there is no such workload'] : differences(text, factsOf(mesh.gateway(workload))));
      }
      return told.map((t) => t.text).join('\n');
    };
    for (const [name, file] of filesOf()) {
      const text = await compare(name, readFileSync(file, 'utf8'));
      if (record && file.includes('/effective/gateways/')) writeFileSync(file.replace(/\.yaml$/, '.istiod.txt'), `${text}\n`);
    }
    const random = randomOf(seed), meshes = full ? 3000 : 150;
    for (let i = 0; i < meshes; i++) await compare(`random mesh ${i}`, asYaml(randomGateways(random)));
    figure('gateway proxies', routers);
    figure('listeners', listeners);
    figure('random meshes', meshes);
  },
};

function filesOf(): (readonly [name: string, file: string])[] {
  return ['effective/gateways', 'examples', 'language', 'tasks'].flatMap((folder) => {
    const root = join(repository, 'test/fixtures', folder);
    return !existsSync(root) ? [] : readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((f) => f.endsWith('.yaml') && !/mesh-config|\.golden/.test(f)).sort().map((f) => [`${folder}/${f}`, join(root, f)] as const);
  }).filter(([, file]) => readFileSync(file, 'utf8').includes('inject.istio.io/templates: gateway'));
}

/** What istiod tells each gateway. */
async function toldOf(oracle: Oracle, name: string, yaml: string): Promise<readonly { readonly id: string; readonly text: string }[]> {
  const objects = withAddresses(readYaml(yaml)), pods = podsOf(objects), routers = pods.filter((p) => p.router);
  if (routers.length === 0) return [];
  const configs = await oracle.config(name, asYaml([...objects, ...clusterObjects(objects, pods)]), routers.map(proxyOf));
  return routers.map((pod, i) => ({ id: `${pod.namespace}/${pod.name.replace(/-0$/, '')}`, text: gatewayText(configs[i]) }));
}

function differences(istiod: string, ours: string): string[] {
  if (istiod === ours) return [];
  const [a, b] = [istiod.split('\n'), ours.split('\n')];
  return [...a.filter((line) => !b.includes(line)).map((line) => `istiod: ${line.trim()}`), ...b.filter((line) => !a.includes(line)).map((line) => `ours: ${line.trim()}`), ...(a.length === b.length && a.every((l) => b.includes(l)) ? ['the order differs'] : [])].slice(0, 12);
}
