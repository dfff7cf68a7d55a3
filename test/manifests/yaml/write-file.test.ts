import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { Yaml } from 'cdk8s';
import { writeYamlFile } from '../../../lib/manifests/yaml';
import { corpus } from './corpus';

let dir: string;
beforeEach(() => { dir = fs.mkdtempSync(path.join(os.tmpdir(), 'yaml-')); });
afterEach(() => fs.rmSync(dir, { recursive: true }));

test('the file that Yaml.save writes, and nothing beside it', () => {
  const file = path.join(dir, 'a.yaml'), stock = path.join(dir, 'b.yaml'), documents = Object.values(corpus).flatMap(make => make(60));
  writeYamlFile(file, put => documents.forEach(put));
  Yaml.save(stock, documents);
  expect(fs.readFileSync(file).equals(fs.readFileSync(stock))).toBe(true);
  expect(fs.readdirSync(dir)).toEqual(['a.yaml', 'b.yaml']);
  expect(fs.statSync(file).mode).toBe(fs.statSync(stock).mode);
});

test('an error of the caller, however late, leaves what was there', () => {
  const file = path.join(dir, 'a.yaml');
  fs.writeFileSync(file, 'before: true\n');
  expect(() => writeYamlFile(file, put => { corpus['block text'](1500).forEach(put); throw new Error('late'); })).toThrow('late');
  expect(fs.readFileSync(file, 'utf8')).toBe('before: true\n');
  expect(fs.readdirSync(dir)).toEqual(['a.yaml']);
});

test('a document that cannot be written creates no file', () => {
  expect(() => writeYamlFile(path.join(dir, 'a.yaml'), put => { put({ a: 1 }); put({ a: new Date(0) }); })).toThrow('at a');
  expect(fs.readdirSync(dir)).toEqual([]);
});

test('no documents: an empty file, as stock', () => {
  const file = path.join(dir, 'a.yaml');
  writeYamlFile(file, () => undefined);
  expect(fs.readFileSync(file, 'utf8')).toBe('');
});

test('through a link, into the file it names', () => {
  const file = path.join(dir, 'real.yaml'), link = path.join(dir, 'link.yaml');
  fs.writeFileSync(file, '');
  fs.symlinkSync(file, link);
  writeYamlFile(link, put => put({ a: 1 }));
  expect([fs.lstatSync(link).isSymbolicLink(), fs.readFileSync(file, 'utf8')]).toEqual([true, 'a: 1\n']);
});

test('a folder that does not exist is an error of the caller', () => expect(() => writeYamlFile(path.join(dir, 'no', 'a.yaml'), () => undefined)).toThrow(/ENOENT/));
