import type { Case, Ratio, Suite } from '../suite';

/** How many documents of each class make some megabytes. */
const CLASSES: Readonly<Record<string, number>> = {
  'mesh objects': 6000, 'addresses and wildcards': 6000, 'block text': 6000, 'foreign resource definitions': 80, 'text of many languages': 4000, 'strings to be quoted': 8000, 'nested and empty': 8000,
};

const caseOf = (printer: string, name: string): Case => ({ name: `${name}: ${printer}`, script: 'class-writer', args: () => [printer, name, String(CLASSES[name])] });

/** The writer on every class of documents, in memory. */
export const classes: Suite = {
  name: 'classes', title: 'Writer, by class of documents',
  cases: Object.keys(CLASSES).flatMap(name => [caseOf('own', name), caseOf('yaml', name), caseOf('json', name)]),
  ratios: Object.keys(CLASSES).flatMap((name): Ratio[] => [
    { title: `yaml ÷ cdk8s-mesh, first pass of a process: ${name}`, over: `${name}: yaml`, under: `${name}: own`, of: 'ms', goal: { atLeast: 12 } },
    { title: `yaml ÷ cdk8s-mesh, later passes: ${name}`, over: `${name}: yaml`, under: `${name}: own`, of: 'warmMs', goal: { atLeast: 12 } },
    { title: `cdk8s-mesh ÷ JSON.stringify, later passes: ${name}`, over: `${name}: own`, under: `${name}: json`, of: 'warmMs' },
  ]),
};
