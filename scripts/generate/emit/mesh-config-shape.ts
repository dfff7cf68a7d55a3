import type { ObjectNode } from '../node';
import { DURATION, type SchemaFile } from '../schema-file';
import { RuleTable, ShapeTable } from './shapes';
import { header } from './type-text';

/** The same messages as a table for the walk that checks a value. */
export function meshConfigShapeFile(file: SchemaFile, roots: ReadonlyMap<string, ObjectNode>): string {
  const shapes = new ShapeTable(new RuleTable());
  const numbers = [...roots].map(([name, node]) => `${name}: ${shapes.add(node, name)}`);
  return `${header(file)}import type { Rule, Shape } from '../../../manifests/schema/shape';

export const RULES: readonly Rule[] = [];

export const SHAPES: readonly Shape[] = [
${shapes.shapes.map((shape) => `  ${shape},\n`).join('')}];

/** The pattern of a duration. */
export const DURATION = ${JSON.stringify(DURATION)};

/** The number of each message's shape. */
export const ROOTS = { ${numbers.join(', ')} } as const;
`;
}
