import * as fs from 'fs';
import * as path from 'path';
import * as YAML from 'yaml';
import type { Context, Suite } from '../suite';
import { objects } from '../workload';

const fileOf = (c: Context) => path.join(c.folder, 'checked.yaml');
/** 25,000 objects at the default of 5,000 services. */
const servicesOf = (c: Context) => Math.round(c.services * 0.682);

/** Istio's analyzers, built by the real suites. */
function oracle(c: Context): string | undefined {
  const cache = path.join(c.root, '.cache');
  const folder = fs.existsSync(cache) ? fs.readdirSync(cache).find((f) => /^istio-oracle-plain-[0-9a-f]+$/.test(f)) : undefined;
  return folder && path.join(cache, folder, 'istio-oracle');
}

/** `mesh check` and simulated requests over a large mesh, beside what a parser needs to read it and Istio's analyzers to judge it. */
export const checking: Suite = {
  name: 'checking',
  title: '`mesh check` of 25,000 objects, and simulated requests',
  prepare: (c) => {
    if (!oracle(c)) return 'the Istio oracle is not built yet: `npm run test:real -- istio` builds it';
    const namespaces = Array.from({ length: 50 }, (_, i) => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { labels: { 'istio-injection': 'enabled' }, name: `team-${i}` } }));
    fs.writeFileSync(fileOf(c), [...namespaces, ...objects(servicesOf(c))].map((o) => YAML.stringify(o, { lineWidth: 0, version: '1.1', aliasDuplicateObjects: false })).join('---\n'));
    return undefined;
  },
  cases: [
    { name: 'mesh check', script: 'check', args: (c) => [fileOf(c), 'json'] },
    { name: 'js-yaml loads the file', script: 'class-reader', args: (c) => ['js-yaml', fileOf(c)] },
    { name: 'our reader loads the file', script: 'class-reader', args: (c) => ['own', fileOf(c)] },
    { name: 'Istio\'s analyzers', command: (c) => [oracle(c)!, 'analyze', fileOf(c)], findings: 1, rounds: 1 },
    { name: 'one simulated request', script: 'simulate', args: (c) => [fileOf(c), '2000'] },
  ],
  ratios: [
    { title: 'Istio\'s analyzers ÷ mesh check, whole process', over: 'Istio\'s analyzers', under: 'mesh check', of: 'wallMs', goal: { atLeast: 50 } },
    { title: 'mesh check ÷ js-yaml loading the file', over: 'mesh check', under: 'js-yaml loads the file', of: 'ms', goal: { atMost: 3 } },
    { title: 'js-yaml ÷ our reader, first pass', over: 'js-yaml loads the file', under: 'our reader loads the file', of: 'ms', goal: { atLeast: 1.5 } },
  ],
};
