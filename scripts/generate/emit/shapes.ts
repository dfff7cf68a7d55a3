import { compileCel, fieldsRead } from '../cel/compile';
import type { Node } from '../node';
import { RULE_MESSAGES } from '../../../lib/manifests/schema/rule-messages';

/** Rules get one number each, in the order in which they are met. */
export class RuleTable {
  readonly texts: string[] = [];
  private readonly index = new Map<string, number>();

  /** Checks that the rule reads only what the compiler's idea of "is there" holds for. */
  add(text: string, node: Node, at: string): number {
    if (node.is === 'object') {
      for (const path of fieldsRead(text)) {
        const property = node.properties.get(path.split('.')[0]!);
        if (!property || property.nullable) throw new Error(`${at}: ${path} is ${property ? 'nullable' : 'unknown'} in this CEL rule: ${text}`);
      }
    }
    const found = this.index.get(text);
    if (found !== undefined) return found;
    compileCel(text);
    if (!RULE_MESSAGES[text]) throw new Error(`rule-messages.ts has no words for this CEL rule: ${text}`);
    this.index.set(text, this.texts.length);
    return this.texts.push(text) - 1;
  }
}

/** Nodes, de-duplicated by structure: equal nodes have one number. */
export class ShapeTable {
  readonly shapes: string[] = [];
  private readonly index = new Map<string, number>();

  /** `coded`: definitions with a rule that is code; it has the number of its place. */
  constructor(readonly rules: RuleTable, private readonly coded: readonly string[] = []) {}

  add(node: Node, at: string): number {
    const coded = node.name === undefined ? -1 : this.coded.indexOf(node.name);
    const rules = coded >= 0 ? [coded] : node.rules.map((rule) => this.rules.add(rule, node, at));
    const literal = this.literal(node, rules, at);
    let number = this.index.get(literal);
    if (number === undefined) {
      number = this.shapes.push(literal) - 1;
      this.index.set(literal, number);
    }
    return number;
  }

  private literal(node: Node, rules: readonly number[], at: string): string {
    const parts = [`is: '${node.is}'`];
    const put = (name: string, value: unknown): void => { if (value !== undefined && value !== false) parts.push(`${name}: ${JSON.stringify(value)}`); };
    put('nullable', node.nullable);
    if (node.is === 'object') {
      const fields = [...node.properties].map(([name, child]) => `${JSON.stringify(name)}: ${this.add(child, `${at}.${name}`)}`);
      parts.push(`properties: { ${fields.join(', ')} }`);
      for (const name of node.required) if (node.properties.get(name)?.nullable) throw new Error(`${at}.${name}: a required field that may be null is not supported`);
      put('required', node.required.length ? node.required : undefined);
      put('groups', node.groups.length ? node.groups : undefined);
      put('some', node.some);
      put('open', node.open);
    }
    if (node.is === 'array') {
      parts.push(`items: ${this.add(node.items, `${at}[]`)}`);
      put('unique', node.unique);
      put('lenient', node.lenient);
    }
    if (node.is === 'map') { parts.push(`values: ${this.add(node.values, `${at}{}`)}`); put('keys', node.keys); }
    if (node.is === 'string') { put('enum', node.enum); put('pattern', node.pattern); }
    put('form', node.form);
    if ('min' in node) { put('min', node.min); put('max', node.max); }
    put('rules', rules.length ? rules : undefined);
    return `{ ${parts.join(', ')} }`;
  }
}
