/** A field of a message of Envoy's configuration. */
export interface EnvoyField {
  readonly name: string;
  /** The other spelling, connectTimeout for connect_timeout: where both are written it is the one that counts. */
  readonly json: string;
  /** How many there are; a map has keys of the type `key`. */
  readonly many: 'one' | 'list' | 'map';
  readonly key: string;
  /** A letter for a scalar or a message with a form of its own (see the generator), or `m…` and `e…` with a number. */
  readonly type: string;
}

export interface EnvoyMessage {
  readonly name: string;
  /** By both spellings, connect_timeout and connectTimeout. */
  readonly fields: ReadonlyMap<string, EnvoyField>;
}

/** The table as text, cut into lines; a message is read when it is first asked for. */
interface Table {
  readonly names: readonly string[];
  readonly lines: readonly string[];
  readonly byName: ReadonlyMap<string, number>;
  readonly enums: readonly string[];
  readonly read: (EnvoyMessage | undefined)[];
}

let loaded: Table | undefined;

function load(): Table {
  const { ENUMS, MESSAGES } = require('../generated/envoy-messages') as typeof import('../generated/envoy-messages');
  const names: string[] = [];
  const lines: string[] = [];
  let inPackage = '';
  for (const line of MESSAGES.split('\n')) {
    if (line.startsWith('@')) {
      inPackage = `${line.slice(1)}.`;
    } else if (line !== '') {
      const bar = line.indexOf('|');
      names.push(inPackage + line.slice(0, bar));
      lines.push(line.slice(bar + 1));
    }
  }
  return { names, lines, byName: new Map(names.map((name, i) => [name, i])), enums: ENUMS.split('\n'), read: [] };
}

function table(): Table {
  return (loaded ??= load());
}

function fieldOf(text: string): EnvoyField {
  const colon = text.indexOf(':');
  const [name, own] = (colon < 0 ? text : text.slice(0, colon)).split('/') as [string, string?];
  const type = colon < 0 ? '' : text.slice(colon + 1);
  const json = own ?? name.replace(/_([a-z])?/g, (_, letter: string | undefined) => letter?.toUpperCase() ?? '');
  if (type.startsWith('[')) return { name, json, many: 'list', key: '', type: type.slice(1) };
  const end = type.startsWith('{') ? type.indexOf('}') : -1;
  return { name, json, many: end < 0 ? 'one' : 'map', key: end < 0 ? '' : type.slice(1, end), type: type.slice(end + 1) };
}

function messageAt(index: number): EnvoyMessage {
  const { names, lines, read } = table();
  const before = read[index];
  if (before !== undefined) return before;
  const fields = new Map<string, EnvoyField>();
  for (const text of lines[index]!.split(',')) {
    if (text === '') continue;
    const field = fieldOf(text);
    fields.set(field.name, field);
    fields.set(field.json, field);
  }
  return (read[index] = { name: names[index]!, fields });
}

/** A message by its full name. */
export function envoyMessage(name: string): EnvoyMessage | undefined {
  const index = table().byName.get(name);
  return index === undefined ? undefined : messageAt(index);
}

/** The message that a field of type `m…` holds. */
export function envoyMessageOf(type: string): EnvoyMessage {
  return messageAt(parseInt(type.slice(1), 36));
}

/** Name and values of the enum that a field of type `e…` holds. */
export function envoyEnumOf(type: string): { readonly name: string; readonly values: readonly string[] } {
  const line = table().enums[parseInt(type.slice(1), 36)]!;
  const bar = line.indexOf('|');
  return { name: line.slice(0, bar), values: line.slice(bar + 1).split(',') };
}

/** All names of messages, to find the one that was meant. */
export function envoyMessageNames(): readonly string[] {
  return table().names;
}
