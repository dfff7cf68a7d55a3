import { Go, type Condition, type Known } from './expression';

/** YAML with gaps that istiod fills: what a template is made of, before it is text. */
export type Node = Scalar | NodeMap | NodeList | When | With | Sections | Shared;
export type Scalar = string | number | boolean | Text | Raw | Inline;
export interface NodeMap { readonly [key: string]: Node | undefined }
/** Items that are conditional, repeated or lists themselves are spliced in. */
export type NodeList = readonly Item[];
export type Item = Node | Each | undefined;

/** A text with gaps: always quoted, so that no value of a pod can be read as anything but a text. */
export class Text { constructor(readonly parts: readonly Known<string>[]) {} }
/** A number, a boolean, or a map or list in JSON: what the code prints stands as it is. */
export class Raw { constructor(readonly code: Go) {} }
/** A small map without gaps, on one line. */
export class Inline { constructor(readonly value: InlineMap) {} }
export interface InlineMap { readonly [key: string]: string | InlineMap }
export class When { constructor(readonly condition: Go, readonly then: Node, readonly otherwise: Node | undefined) {} }
/** As `When`, where the condition is a value that `.` stands for inside. */
export class With { constructor(readonly value: Go, readonly then: Node) {} }
/** `clause` as Go's `range` wants it; inside `.` is the element, `$` the template's data. */
export class Each { constructor(readonly clause: string, readonly items: NodeList) {} }
/** One run of items that is cut into several lists of a map: where a heading holds, the next list begins. */
export class Sections { constructor(readonly parts: readonly (Heading | Item)[]) {} }
export class Heading { constructor(readonly key: string, readonly condition: Condition) {} }
/** Written once, at the top of the template, however often it is used. It cannot see variables. */
export class Shared { constructor(readonly name: string, readonly node: NodeMap | When) {} }

export const raw = (code: Go): Raw => new Raw(code);
/** Plain data of the settings is a node as it stands. */
export const given = (value: object): NodeMap => value as NodeMap;
export const inline = (value: InlineMap): Inline => new Inline(value);
export const sections = (...parts: readonly (Heading | Item)[]): Sections => new Sections(parts);
export const heading = (key: string, condition: Condition): Heading => new Heading(key, condition);
export const each = (clause: string, ...items: readonly Item[]): Each => new Each(clause, items);
export const withValue = (value: Go, then: Node): With => new With(value, then);

/** text`--level=${level}`; a text without gaps is a plain one. */
export function text(strings: TemplateStringsArray, ...values: readonly Known<string>[]): Text | string {
  const parts = strings.flatMap((s, i): Known<string>[] => (i < values.length ? [s, values[i]!] : [s])).filter((p) => p !== '');
  return parts.every((p) => typeof p === 'string') ? parts.join('') : new Text(parts);
}

/** The node where the condition holds, the other where it does not; decided at once if it is known. */
export function when(condition: Condition, then: Node): When | Node | undefined;
export function when(condition: Condition, then: Node, otherwise: Node): When | Node;
export function when(condition: Condition, then: Node, otherwise?: Node): When | Node | undefined {
  return condition instanceof Go && then !== otherwise ? new When(condition, then, otherwise) : condition ? then : otherwise;
}
