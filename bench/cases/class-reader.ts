import * as fs from 'fs';
import type * as Yaml from '../../lib/manifests/yaml';
import { measure, repeated, shipped } from '../measure';

// A file of documents through one reader: the first pass of the process, and later ones.
const [reader, file] = process.argv.slice(2);
const text = fs.readFileSync(file, 'utf8');

function own(): () => void {
  const { readYaml } = shipped<typeof Yaml>('manifests/yaml');
  return () => { if (readYaml(text).findings.length > 0) throw new Error('the file is not readable'); };
}

function library(): () => void {
  const yaml = require('js-yaml') as typeof import('js-yaml');
  return () => { yaml.loadAll(text, undefined, { schema: yaml.JSON_SCHEMA, json: true }); };
}

const run = reader === 'own' ? own() : library();
measure(() => ({ ...repeated(run), bytes: text.length }));
