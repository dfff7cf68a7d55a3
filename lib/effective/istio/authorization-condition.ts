import { all, always, any, not, type Condition } from '../condition';
import { AUTHORIZATION_KEYS, OPERATION, SOURCE, keyed, type Attribute, type RuleSite } from './authorization-attributes';
import { fields, items, textOf, texts, type Fields } from './fields';

/** A rule that the proxy does not get. */
class Dropped {}
const dropped = new Dropped();

/**
 * When a rule holds; undefined: the proxy does not get it. What cannot be had (HTTP where none is read, a value that is none) drops an ALLOW rule as a whole; any other rule loses only that value, so that it
 * holds for more: for everything, where none is left.
 */
export function ruleCondition(rule: Fields, site: RuleSite): Condition | undefined {
  try {
    const when = all(items(rule.when).map((w) => whenCondition(w, site)));
    const from = any(alternatives(rule.from).map((f) => listed(SOURCES, fields(f.source), site)));
    const to = any(alternatives(rule.to).map((t) => listed(OPERATIONS, fields(t.operation), site)));
    return all([from, to, when]);
  } catch (error) {
    if (error instanceof Dropped) return undefined;
    throw error;
  }
}
/** None is one that asks for nothing. */
const alternatives = (value: unknown): readonly Fields[] => { const found = items(value); return found.length === 0 ? [{}] : found; };

/** A source or an operation: each of its fields, and its opposite, must hold. */
function listed(attributes: readonly Named[], values: Fields = {}, site: RuleSite): Condition {
  const parts: Condition[] = [];
  for (const { name, notName, attribute } of attributes) {
    if (values[name] !== undefined || values[notName] !== undefined) parts.push(part(attribute, texts(values[name]), texts(values[notName]), site));
  }
  return all(parts);
}
interface Named { readonly name: string; readonly notName: string; readonly attribute: Attribute }
const named = (attributes: Readonly<Record<string, Attribute>>): readonly Named[] => Object.entries(attributes).map(([name, attribute]) => ({ name, notName: `not${name[0].toUpperCase()}${name.slice(1)}`, attribute }));
const SOURCES = named(SOURCE), OPERATIONS = named(OPERATION);

function whenCondition(when: Fields, site: RuleSite): Condition {
  const key = textOf(when.key), attribute = AUTHORIZATION_KEYS[key] ?? keyed(key);
  if (!attribute) throw dropped;
  return part(attribute, texts(when.values), texts(when.notValues), site);
}

/** Values of which one must hold, and values of which none may. */
function part(attribute: Attribute, values: readonly string[], notValues: readonly string[], site: RuleSite): Condition {
  const yes = made(attribute, values, site), no = made(attribute, notValues, site);
  return all([yes.length > 0 ? any(yes) : always, no.length > 0 ? not(any(no)) : always]);
}
function made(attribute: Attribute, values: readonly string[], site: RuleSite): readonly Condition[] {
  const out: Condition[] = [];
  for (const value of values) {
    const condition = attribute.http && !site.http ? undefined : attribute.make(value, site);
    if (condition) out.push(condition);
    else if (site.action === 'ALLOW') throw dropped;
  }
  return out;
}
