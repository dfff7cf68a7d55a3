import * as pulumi from '@pulumi/pulumi';
import { CallError } from '../constructs/call-error';
import { isObject } from '../manifests/is-object';
import type { Manifest } from '../manifests/manifest';
import { base64Field, encoded, inside } from './base64';
import { hasMark, newMark, partsOf } from './marks';
import { misplaced } from './misplaced';

/** Values that are known only while a program is deployed. */
export type Inputs = Readonly<Record<string, pulumi.Input<string>>>;

/**
 * Inputs as a program of constructs takes them: plain text as it is, an Output as text that holds its place. When objects are registered, the text gives way to the Output, so a preview sees every
 * object, and only the fields concerned are unknown.
 */
export class HeldPlaces {
  /** What the program is given. */
  readonly values: Readonly<Record<string, string>>;
  /** By the number of the text that holds the place. */
  private readonly held = new Map<number, { readonly name: string; readonly output: pulumi.Output<string> }>();
  private readonly used = new Set<number>();

  constructor(inputs: Inputs) {
    const values: Record<string, string> = {};
    for (const name of Object.keys(inputs).sort()) {
      const input = inputs[name];
      if (typeof input === 'string') { values[name] = input; continue; }
      if (!pulumi.Output.isInstance(input) && !(input instanceof Promise)) throw new CallError(undefined, `input '${name}' is no text`, 'pass text, or an Output of text; other plain values need no input: close over them');
      const { number, text } = newMark(name);
      values[name] = text;
      this.held.set(number, { name, output: pulumi.output(input) });
    }
    this.values = values;
  }

  /** Inputs whose value is in no object. */
  get unused(): readonly string[] { return [...this.held].filter(([number]) => !this.used.has(number)).map(([, { name }]) => name); }

  /** Why an object cannot take its values. */
  problemsOf(manifest: Manifest): readonly string[] { return [...misplaced(manifest, (number) => this.held.has(number))]; }

  /** The object with the Outputs in their places, also inside Base64 where its kind has it. */
  fill(manifest: Manifest): Readonly<Record<string, unknown>> {
    if (this.held.size === 0) return manifest;
    const base64 = base64Field(manifest);
    return Object.fromEntries(Object.entries(manifest).map(([k, v]) => [k, k === base64 && isObject(v) ? this.fillData(v) : this.fillValue(v)]));
  }

  private fillValue(value: unknown): unknown {
    if (typeof value === 'string') return this.fillText(value);
    if (Array.isArray(value)) return value.map((v) => this.fillValue(v));
    if (!isObject(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, this.fillValue(v)]));
  }

  /** What holds no place stays as it is, byte for byte. */
  private fillData(data: Readonly<Record<string, unknown>>): unknown {
    return Object.fromEntries(Object.entries(data).map(([k, v]) => {
      const found = inside(v);
      return [k, found && !found.binary && hasMark(found.text) ? pulumi.output(this.fillText(found.text)).apply(encoded) : this.fillValue(v)];
    }));
  }

  private fillText(text: string): pulumi.Input<string> {
    const parts = partsOf(text);
    if (parts.length === 1) return text;
    const filled = parts.map((part, i): pulumi.Input<string> => (i % 2 === 0 ? part : this.take(Number(part))));
    if (filled.length === 3 && filled[0] === '' && filled[2] === '') return filled[1];
    return pulumi.all(filled).apply((all) => all.join(''));
  }

  private take(number: number): pulumi.Output<string> {
    const held = this.held.get(number);
    if (!held) throw new CallError(undefined, `an object holds the place of an input that is not one of this component (number ${number})`, 'pass the same Output as an input of this component too');
    this.used.add(number);
    return held.output;
  }
}
