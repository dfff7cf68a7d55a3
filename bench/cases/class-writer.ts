import type * as Yaml from '../../lib/manifests/yaml';
import { corpus } from '../../test/manifests/yaml/corpus';
import { measure, repeated, shipped } from '../measure';

// One document class through one printer, in memory: the first pass of the process, and later ones.
const [printer, name, count] = process.argv.slice(2);
const documents = corpus[name](Number(count));
let bytes = 0;

function own(): () => void {
  const { YamlWriter } = shipped<typeof Yaml>('manifests/yaml');
  return () => {
    bytes = 0;
    const writer = new YamlWriter(chunk => { bytes += chunk.length; });
    for (const document of documents) writer.document(document);
    writer.end();
  };
}

function library(): () => void {
  const yaml = require('yaml') as typeof import('yaml');
  return () => { bytes = 0; for (const document of documents) bytes += yaml.stringify(document, { keepUndefined: true, lineWidth: 0, version: '1.1' }).length; };
}

const json = () => { bytes = 0; for (const document of documents) bytes += JSON.stringify(document).length; };

const run = printer === 'own' ? own() : printer === 'yaml' ? library() : json;
measure(() => ({ ...repeated(run, printer === 'yaml' ? 2 : 5), bytes }));
