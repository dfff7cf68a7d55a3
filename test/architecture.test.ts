import * as fs from 'fs';
import * as path from 'path';
import { FEATURES, policyKinds } from '../lib/model';
import { featuresOf } from '../lib/model/features-of';
import { buildModel } from '../lib/constructs/build-model';
import { Istio } from '../lib';
import { newApp } from './helpers/apps';
import { programs } from './helpers/fixtures';

const ROOT = path.join(__dirname, '..');
function files(folder: string): string[] {
  return fs.readdirSync(path.join(ROOT, folder), { withFileTypes: true }).flatMap((e) => {
    const name = `${folder}/${e.name}`;
    return e.isDirectory() ? files(name) : [name];
  });
}
const text = (file: string): string => fs.readFileSync(path.join(ROOT, file), 'utf8');
const code = (file: string): string => text(file).replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '');
const kebab = (name: string): string => name.replace(/([a-z0-9])([A-Z])/g, '$1-$2').toLowerCase();
const handWritten = files('lib').filter((f) => f.endsWith('.ts') && !f.includes('/generated/'));

/** Rooms that read manifests have Istio's words, which some policies share; `meaning` is a second reading of all of them. */
const readers = /^lib\/(manifests|effective|checks|simulate|graph|meaning|testing|cli)\//;

describe('what a policy costs', () => {
  test.each(policyKinds.map((k) => k.kind))('%s is named by its construct, its fact, the list, its emitters, index.ts, a fixture and a page, and by nothing else', (kind) => {
    const file = kebab(kind);
    const named = handWritten.filter((f) => new RegExp(`\\b${kind}\\b|\\b${kind[0].toLowerCase()}${kind.slice(1)}\\b`).test(code(f)) && !readers.test(f));
    const allowed = [
      /^lib\/index\.ts$/, new RegExp(`^lib/policies/${file}\\.ts$`), new RegExp(`^lib/model/policies/(${file}|index)\\.ts$`), /^lib\/targets\/istio\//,
      // Client policies meet in one rule and one destination, server policies in one admission: resolve folds them by their facts.
      /^lib\/resolve\/(client-policies|connection|mtls|admissions|server-policies|resolved|findings\/[a-z-]+)\.ts$/,
      // The meaning says it a second time, so that the two can be held against each other.
      /^lib\/meaning\/[a-z-]+\.ts$/,
      // Istio's MeshConfig has messages of these names.
      /^lib\/control-plane\/istio\/mesh-config\//,
      // A breaker is a pool and an outlier detection by another name.
      ...(['ConnectionPool', 'OutlierDetection'].includes(kind) ? [/^lib\/policies\/circuit-breaker\.ts$/] : []),
    ];
    expect(named.filter((f) => !allowed.some((a) => a.test(f)))).toEqual([]);
    expect(fs.existsSync(path.join(ROOT, `test/fixtures/language/${file}/mesh.ts`))).toBe(true);
    expect(files('docs/guides').some((f) => text(f).includes(kind))).toBe(true);
    expect(named.some((f) => f.startsWith('lib/targets/istio/')) || named.some((f) => f.startsWith('lib/resolve/'))).toBe(true);
  });
});

test('every hand-written file of lib is within 500 lines', () => {
  expect(handWritten.filter((f) => text(f).split('\n').length > 500)).toEqual([]);
});

test('every room of lib opens with what it is and who it knows', () => {
  const rooms = [...new Set(handWritten.map((f) => f.split('/')).filter((parts) => parts.length > 2).map((parts) => parts[1]))];
  expect(rooms).toContain('model');
  for (const room of rooms) {
    const readme = text(`lib/${room}/README.md`);
    expect(readme).toMatch(new RegExp(`^# ${room}\n\n`));
    expect(readme).toMatch(/Knows /);
  }
});

test('every feature occurs in a fixture or an example, and the Istio target has a word on it', () => {
  const seen = new Set<string>();
  for (const { build } of programs()) {
    const app = newApp('MeshApp');
    build(app);
    for (const feature of featuresOf(buildModel(app).model).keys()) seen.add(feature);
  }
  expect(FEATURES.filter((f) => !seen.has(f))).toEqual([]);
  expect(FEATURES.filter((f) => Istio.sidecar().supports[f] === undefined)).toEqual([]);
});

test('a code is given once and by one file', () => {
  const at = new Map<string, Set<string>>();
  for (const file of handWritten) for (const [found] of code(file).matchAll(/'MESH\d{4}'/g)) at.set(found, (at.get(found) ?? new Set()).add(file));
  expect([...at].filter(([, where]) => where.size > 1)).toEqual([]);
});

test('every room says in the architecture what it is', () => {
  const rooms = fs.readdirSync(path.join(ROOT, 'lib'), { withFileTypes: true }).filter((e) => e.isDirectory() && files(`lib/${e.name}`).length).map((e) => e.name);
  expect(rooms.filter((r) => !text('ARCHITECTURE.md').includes(`\`lib/${r}\``))).toEqual([]);
});

test('links of the pages lead somewhere', () => {
  const broken: string[] = [];
  for (const page of ['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', ...files('docs/guides')]) {
    for (const [, link] of text(page).matchAll(/\]\(([^)#]+?)(?:#[^)]*)?\)/g)) {
      if (!/^https?:/.test(link) && !fs.existsSync(path.join(ROOT, path.dirname(page), link))) broken.push(`${page}: ${link}`);
    }
  }
  expect(broken).toEqual([]);
});

test('nothing of a machine is in the sources', () => {
  const all = ['lib', 'examples', 'test', 'docs', 'bench', 'scripts'].flatMap((f) => (fs.existsSync(path.join(ROOT, f)) ? files(f) : [])).filter((f) => /\.(ts|js|md|json|go|sh|yaml)$/.test(f) && fs.statSync(path.join(ROOT, f)).size < 2_000_000);
  const forbidden = [ROOT + path.sep, `${require('os').homedir()}/`].filter((p) => p.length > 3);
  expect(all.filter((f) => forbidden.some((p) => text(f).includes(p)))).toEqual([]);
});
