import * as pulumi from '@pulumi/pulumi';
import { CallError } from '../constructs/call-error';
import { isObject } from '../manifests/is-object';
import type { Manifest } from '../manifests/manifest';

/** Values that are known only while a program is deployed. */
export type Inputs = Readonly<Record<string, pulumi.Input<string>>>;

/** Text that holds the place of a value to come. A name of two labels, so that it may stand where a host, an image, a URL or a label value is wanted; nobody can own it. */
const MARK = /pulumi-input-(\d+)\.invalid/g;
const RESIDUE = /pulumi-input-\d+/i;

/**
 * Inputs as a program of constructs takes them: plain text as it is, an Output as text that holds its place. When objects are registered, the text gives way to the Output, so a preview sees every
 * object, and only the fields concerned are unknown.
 */
export class HeldPlaces {
  /** What the program is given. */
  readonly values: Readonly<Record<string, string>>;
  private readonly outputs: pulumi.Output<string>[] = [];
  private readonly names: string[] = [];
  private readonly used = new Set<number>();

  constructor(inputs: Inputs) {
    const values: Record<string, string> = {};
    for (const name of Object.keys(inputs).sort()) {
      const input = inputs[name];
      if (typeof input === 'string') { values[name] = input; continue; }
      if (!pulumi.Output.isInstance(input) && !(input instanceof Promise)) throw new CallError(undefined, `input '${name}' is no text`, 'pass text, or an Output of text; other plain values need no input: close over them');
      values[name] = `pulumi-input-${this.outputs.length}.invalid`;
      this.outputs.push(pulumi.output(input));
      this.names.push(name);
    }
    this.values = values;
  }

  get empty(): boolean { return this.outputs.length === 0; }
  /** Inputs whose value is in no object. */
  get unused(): readonly string[] { return this.names.filter((_, i) => !this.used.has(i)); }

  /** Why an object cannot take its values: where they have to be known, or cannot be found again. */
  problemsOf(manifest: Manifest): string[] {
    if (this.empty || !RESIDUE.test(JSON.stringify(manifest))) return [];
    const problems: string[] = [];
    for (const field of ['apiVersion', 'kind'] as const) if (RESIDUE.test(String(manifest[field]))) problems.push(field);
    for (const field of ['name', 'namespace']) if (RESIDUE.test(String(manifest.metadata[field]))) problems.push(`metadata.${field}`);
    for (const place of strange(manifest)) problems.push(place);
    return problems;
  }

  /** The object with the Outputs in their places. */
  fill(value: unknown): unknown {
    if (typeof value === 'string') return this.fillText(value);
    if (Array.isArray(value)) return value.map((v) => this.fill(v));
    if (!isObject(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, this.fill(v)]));
  }

  /** Data of a Secret, which may hold a value inside Base64. */
  fillData(data: unknown): unknown {
    if (!isObject(data)) return data;
    return Object.fromEntries(Object.entries(data).map(([k, v]) => {
      const plain = typeof v === 'string' ? Buffer.from(v, 'base64').toString('utf8') : '';
      if (!RESIDUE.test(plain)) return [k, this.fill(v)];
      return [k, pulumi.output(this.fillText(plain)).apply((text) => Buffer.from(text, 'utf8').toString('base64'))];
    }));
  }

  private fillText(text: string): pulumi.Input<string> {
    const parts = text.split(MARK);
    if (parts.length === 1) return text;
    const held = parts.map((part, i): pulumi.Input<string> => (i % 2 === 0 ? part : this.take(Number(part)) ?? part));
    if (held.length === 3 && held[0] === '' && held[2] === '') return held[1];
    return pulumi.all(held).apply((all) => all.join(''));
  }

  private take(i: number): pulumi.Output<string> | undefined {
    this.used.add(i);
    return this.outputs[i];
  }
}

/** Keys that hold a place, and text in which one was cut or changed. */
function strange(value: unknown, field = ''): string[] {
  if (typeof value === 'string') return RESIDUE.test(value.replace(MARK, '')) ? [`${field} (changed by the program: '${value}')`] : [];
  if (Array.isArray(value)) return value.flatMap((v, i) => strange(v, `${field}[${i}]`));
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([k, v]) => [...(RESIDUE.test(k) ? [`a key of ${field}`] : []), ...strange(v, `${field}${field && '.'}${k}`)]);
}
