import type * as Yaml from '../../lib/manifests/yaml';
import { measure, shipped } from '../measure';
import { objectsOf, services } from '../workload';

// As the host writes: the objects of a service are made, written and forgotten. Making them is measured too.
const [count, file] = process.argv.slice(2);
const params = services(Number(count));
measure(() => {
  const { writeYamlFile } = shipped<typeof Yaml>('manifests/yaml');
  writeYamlFile(file, put => { for (const service of params) objectsOf(service).forEach(put); });
}, file);
