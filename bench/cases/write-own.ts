import type * as Yaml from '../../lib/manifests/yaml';
import { measure, shipped } from '../measure';
import { objects } from '../workload';

// Ready objects → YAML file, with the writer that is shipped.
const [count, file] = process.argv.slice(2);
const ready = objects(Number(count));
measure(() => {
  const { writeYamlFile } = shipped<typeof Yaml>('manifests/yaml');
  writeYamlFile(file, put => ready.forEach(put));
}, file);
