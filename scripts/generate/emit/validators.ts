import type { KindEntry, SchemaFile } from '../schema-file';
import type { ObjectNode } from '../node';
import { compileCel } from '../cel/compile';
import { RuleTable, ShapeTable } from './shapes';
import { header } from './type-text';

/**
 * `rules.ts` (CEL as code), `shapes.ts` (the schemas as a table without repetitions) and `kinds.ts`. `code`: rules that are code from the start, by the
 * definition that they are about; instead of CEL.
 */
export function validatorFiles(file: SchemaFile, roots: ReadonlyMap<KindEntry, ObjectNode>, code?: Readonly<Record<string, unknown>>): Map<string, string> {
  const rules = new RuleTable();
  const shapes = new ShapeTable(rules, Object.keys(code ?? {}));
  const numbers = new Map([...roots].map(([entry, root]) => [entry, shapes.add(root, entry.kind)]));
  if (code && rules.texts.length > 0) throw new Error(`a rule of CEL beside rules that are code is not supported: ${rules.texts[0]}`);
  const files = new Map([
    ['shapes.ts', `${header(file)}import type { Shape } from '../../schema/shape';
${rules.texts.length > 0 ? "\nexport { RULES } from './rules';\n" : code ? "import { BUILT_IN_RULES } from '../../schema/built-in';\n\nexport const RULES = Object.values(BUILT_IN_RULES);\n" : '\nexport const RULES = [];\n'}
export const SHAPES: readonly Shape[] = [
${shapes.shapes.map((shape) => `  ${shape},\n`).join('')}];
`],
    ['kinds.ts', `${header(file)}import type { KindSchema } from '../../schema/shape';

export const KINDS: readonly KindSchema[] = [
${[...roots].map(([entry]) => `  { group: '${entry.group}', kind: '${entry.kind}', plural: '${entry.plural}', namespaced: ${entry.namespaced}, versions: ${JSON.stringify(entry.versions)}, storage: '${entry.storage}', shape: ${numbers.get(entry)} },\n`).join('')}];
`],
  ]);
  if (rules.texts.length > 0) files.set('rules.ts', ruleFile(file, rules));
  return files;
}

function ruleFile(file: SchemaFile, rules: RuleTable): string {
  const compiled = rules.texts.map(compileCel);
  const helpers = [...new Set(compiled.flatMap((rule) => [...rule.helpers]))].sort();
  const functions = compiled.map((rule, number) => (rule.mayFail
    ? `export function rule${number}(self: any): boolean {\n  try { return ${rule.code}; } catch (error) { if (error === FAILED) return false; throw error; }\n}\n`
    : `export const rule${number} = (self: any): boolean => ${rule.code};\n`));
  return `${header(file)}/* eslint-disable */
import { FAILED, ${helpers.join(', ')} } from '../../schema/cel-runtime';
import type { Rule } from '../../schema/shape';

${functions.join('')}
export const RULES: readonly Rule[] = [
${rules.texts.map((text, number) => `  { text: ${JSON.stringify(text)}, holds: rule${number} },\n`).join('')}];
`;
}
