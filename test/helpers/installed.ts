import type { App } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { Emitted } from '../../lib/cdk8s/emitted';
import { ManifestObject } from '../../lib/cdk8s/manifest-object';

/** Objects of control planes and their gateways: what meshes run on, and no part of what they mean. */
export const installedIn = (app: App): readonly ManifestObject[] => app.node.findAll().filter((c): c is ManifestObject => ManifestObject.is(c) && !((c as IConstruct) instanceof Emitted));

/** The documents of an app's YAML that its meshes, and whatever stands beside them, write. */
export function withoutInstalled(app: App, yaml: string): string {
  const key = (kind: string | undefined, name: string | undefined, namespace: string | undefined) => `${kind} ${namespace ?? ''}/${name}`;
  const installed = new Set(installedIn(app).map((o) => o.toJson() as { readonly kind: string; readonly metadata: { readonly name: string; readonly namespace?: string } }).map((m) => key(m.kind, m.metadata.name, m.metadata.namespace)));
  if (installed.size === 0) return yaml;
  const field = (text: string, name: RegExp) => name.exec(text)?.[1];
  return yaml.split(/^---\n/m).filter((text) => !installed.has(key(field(text, /^kind: (.*)$/m), field(text, /^ {2}name: (.*)$/m), field(text, /^ {2}namespace: (.*)$/m)))).join('---\n');
}
