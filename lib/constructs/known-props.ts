import { didYouMean } from '../manifests/schema/did-you-mean';
import { isPulumiOutput, show } from './arguments';
import { CallError } from './call-error';

type Keys<T> = T extends unknown ? keyof T : never;
type Value<T, K extends PropertyKey> = T extends { readonly [P in K]?: infer V } ? V : never;
type Held<V> = V extends readonly (infer Item)[] ? readonly [PropNames<Item>] : V extends object ? PropNames<V> : never;

/**
 * The names of all props of T; one that is missing here does not compile. `0`: what the prop holds is not looked into; `[…]`: it holds a list of such.
 * TypeScript knows them where a literal is passed. JavaScript, and an object that is spread, have nobody else to ask.
 */
export type PropNames<T> = { readonly [K in Keys<T>]: 0 | Held<NonNullable<Value<T, K>>> };
interface Names { readonly [name: string]: 0 | Names | readonly [Names] }

/**
 * A prop that nobody reads is an error, not silence: a misspelt `from` would let in everybody.
 * Classes that extend a construct have props of their own: ask only where `new.target` is the construct itself.
 */
export function knownProps(at: string | undefined, names: object, props: object): void {
  if (!isObject(props)) throw new CallError(at, `props must be an object, not ${show(props)}`);
  const wrong: Wrong[] = [];
  find(names as Names, props, '', wrong);
  if (wrong.length === 0) return;
  const [{ path, help }] = wrong as [Wrong];
  throw wrong.length === 1 ? new CallError(at, `${path} is no prop`, help) : new CallError(at, wrong.map((w) => `${w.path} is no prop: ${w.help}`).join('\n  '));
}

// That a prop which holds others is an object at all is for whoever reads it to say.
const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null && !Array.isArray(value) && !isPulumiOutput(value);

interface Wrong { readonly path: string; readonly help: string }
function find(names: Names, props: object, where: string, wrong: Wrong[]): void {
  for (const name of Object.keys(props)) {
    const inside = Object.hasOwn(names, name) ? names[name] : undefined;
    if (inside === 0) continue;
    const value = (props as Record<string, unknown>)[name];
    if (inside === undefined) {
      if (value !== undefined) wrong.push({ path: `${where}${name}`, help: didYouMean(name, Object.keys(names)) ?? `there are ${Object.keys(names).join(', ')}` });
    } else if (isList(inside)) {
      if (Array.isArray(value)) value.forEach((item, i) => { if (isObject(item)) find(inside[0], item, `${where}${name}[${i}].`, wrong); });
    } else if (isObject(value)) find(inside, value, `${where}${name}.`, wrong);
  }
}
const isList = (inside: Names | readonly [Names]): inside is readonly [Names] => Array.isArray(inside);
