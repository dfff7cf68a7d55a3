import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadAll } from 'js-yaml';
import { goModule } from '../build';
import type { Finding } from '../oracle';

interface Rule { readonly rule: string; readonly message?: string; readonly messageExpression?: string }
interface Node { readonly properties?: Record<string, Node>; readonly items?: Node; readonly additionalProperties?: Node | boolean; readonly 'x-kubernetes-validations'?: readonly Rule[] }
interface Crd { readonly kind: string; readonly spec: { readonly names: { readonly kind: string }; readonly versions: readonly { readonly storage: boolean; readonly schema: { readonly openAPIV3Schema: Node } }[] } }

/** One CEL rule at one place of one kind, and which verdicts the corpus has drawn from it. */
export interface CelRule { readonly kind: string; readonly place: string; readonly rule: string; held: boolean; broken: boolean }

/** Every CEL rule of Istio's CRDs (storage version), watched. */
export class CelRules {
  readonly rules: CelRule[] = [];
  private readonly roots = new Map<string, Node>();
  private readonly at = new Map<string, { readonly text: string; readonly rule: CelRule }[]>();

  constructor() {
    const file = join(goModule('istio.io/istio'), 'manifests/charts/base/files/crd-all.gen.yaml');
    for (const crd of loadAll(readFileSync(file, 'utf8')) as Crd[]) {
      if (crd?.kind !== 'CustomResourceDefinition') continue;
      const root = crd.spec.versions.find((version) => version.storage)!.schema.openAPIV3Schema;
      this.roots.set(crd.spec.names.kind, root);
      this.collect(crd.spec.names.kind, root, '');
    }
  }

  private collect(kind: string, node: Node, place: string): void {
    for (const { rule, message } of node['x-kubernetes-validations'] ?? []) {
      const watched: CelRule = { kind, place, rule, held: false, broken: false };
      this.rules.push(watched);
      const key = `${kind}${place}`;
      this.at.set(key, [...(this.at.get(key) ?? []), { text: message ?? rule.trim(), rule: watched }]);
    }
    for (const [name, below] of Object.entries(node.properties ?? {})) this.collect(kind, below, `${place}.${name}`);
    if (node.items !== undefined) this.collect(kind, node.items, `${place}[]`);
    if (typeof node.additionalProperties === 'object') this.collect(kind, node.additionalProperties, `${place}{}`);
  }

  /** Notes what an object's findings say; CEL runs only on objects that the schema accepts. */
  note(object: { readonly kind: string; readonly [field: string]: unknown }, findings: readonly Finding[]): void {
    const root = this.roots.get(object.kind);
    if (root === undefined || findings.some((finding) => finding.source === 'schema')) return;
    const messages = findings.filter((finding) => finding.source === 'cel').map((finding) => finding.message);
    this.visit(object.kind, root, object, '', messages);
  }

  private visit(kind: string, node: Node, value: unknown, place: string, messages: readonly string[]): void {
    if (value === undefined || value === null) return;
    for (const { text, rule } of this.at.get(`${kind}${place}`) ?? []) {
      if (messages.some((message) => message.includes(text))) rule.broken = true;
      else rule.held = true;
    }
    if (Array.isArray(value)) {
      if (node.items !== undefined) for (const member of value) this.visit(kind, node.items, member, `${place}[]`, messages);
    } else if (typeof value === 'object') {
      for (const [name, below] of Object.entries(value)) {
        const property = node.properties?.[name];
        if (property !== undefined) this.visit(kind, property, below, `${place}.${name}`, messages);
        else if (typeof node.additionalProperties === 'object') this.visit(kind, node.additionalProperties, below, `${place}{}`, messages);
      }
    }
  }
}
