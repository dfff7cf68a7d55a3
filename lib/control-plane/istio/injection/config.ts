import { stringify } from '../../../manifests';
import type { RevisionSettings } from '../settings/revision';
import { TEMPLATE_NAMES } from './template-names';
import { injectionTemplate } from './templates';

/** Objects are made once to be validated and once to be printed; the text is the same. */
const written = new WeakMap<RevisionSettings, string>();

/** What istiod's injector reads: which pods, and the templates. */
export function injectorConfig(settings: RevisionSettings): string {
  let text = written.get(settings);
  if (text === undefined) written.set(settings, text = write(settings));
  return text;
}

function write(settings: RevisionSettings): string {
  const { policy, always, never, annotations, templates, defaultTemplates } = settings.injection;
  const own = Object.fromEntries(TEMPLATE_NAMES.filter((name) => templates[name] === undefined).map((name) => [name, injectionTemplate(name, settings)]));
  return stringify({
    alwaysInjectSelector: always,
    defaultTemplates,
    injectedAnnotations: annotations,
    neverInjectSelector: never,
    policy,
    templates: { ...own, ...templates },
  });
}
