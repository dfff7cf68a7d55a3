import { createHash } from 'node:crypto';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { injectionTemplate, TEMPLATE_NAMES } from '../../../lib/control-plane/istio/injection';
import { ownInjector } from './compare';
import { settingsCases } from './settings';

/** What was compared with Istio's injector and found equal, for the tests that run without it. */
export const recorded = join(__dirname, '../../control-plane/injection/recorded');
/** Settings of which the texts themselves are kept, so that a change can be read. */
export const shown: readonly string[] = ['production with a revision', 'ambient'];

/** A digest of the whole ConfigMap for every control plane. */
export const digests = (): Readonly<Record<string, string>> => Object.fromEntries(settingsCases.map((given) => {
  const { config, values } = ownInjector(given);
  return [given.name, createHash('sha256').update(config).update('\0').update(values).digest('hex').slice(0, 16)];
}));
export const texts = (): Readonly<Record<string, string>> => Object.fromEntries(settingsCases.filter(({ name }) => shown.includes(name)).flatMap(({ name, settings }) => TEMPLATE_NAMES.map((template) => [`${name.replace(/\W+/g, '-')}.${template}.tpl`, injectionTemplate(template, settings)])));

export function writeRecord(): void {
  rmSync(recorded, { recursive: true, force: true });
  mkdirSync(recorded, { recursive: true });
  writeFileSync(join(recorded, 'digests.json'), `${JSON.stringify(digests(), undefined, 2)}\n`);
  for (const [file, text] of Object.entries(texts())) writeFileSync(join(recorded, file), text);
}
