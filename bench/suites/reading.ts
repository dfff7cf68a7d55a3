import * as fs from 'fs';
import * as jsYaml from 'js-yaml';
import * as YAML from 'yaml';
import { corpus } from '../../test/manifests/yaml/corpus';
import type { Case, Context, Suite } from '../suite';
import { objects } from '../workload';

const fileOf = (context: Context, text: string) => `${context.folder}/${text}.yaml`;
const caseOf = (reader: string, text: string): Case => ({ name: `${text}: ${reader}`, script: 'class-reader', args: c => [reader, fileOf(c, text)] });

/** As people, helm charts and other tools write: four printers, comments, flow lists, long lines folded, quotes, block text, several indents. */
function mixed(count: number): string {
  const documents = Object.values(corpus).flatMap(make => make(count).slice(0, make === corpus['foreign resource definitions'] ? Math.ceil(count / 40) : count));
  return documents.map((document, i) => {
    const print = [
      () => YAML.stringify(document, { indent: 2, lineWidth: 80, indentSeq: false }), () => `# Source: chart/templates/${i}.yaml\n` + YAML.stringify(document, { lineWidth: 0 }),
      () => jsYaml.dump(document, { lineWidth: 100, noArrayIndent: true, noRefs: true }), () => jsYaml.dump(document, { flowLevel: 4, quotingType: '"', forceQuotes: i % 8 === 3, noRefs: true }).replace(/^(?=\w+:)/gm, '# a section\n'),
    ][i % 4];
    return print();
  }).join('---\n');
}

/** The reader against js-yaml. */
export const reading: Suite = {
  name: 'reading', title: 'Reader, by kind of text',
  prepare: context => {
    fs.writeFileSync(fileOf(context, 'written by us'), objects(Math.min(context.services, 3000)).map(o => YAML.stringify(o, { keepUndefined: true, lineWidth: 0, version: '1.1', aliasDuplicateObjects: false })).join('---\n'));
    fs.writeFileSync(fileOf(context, 'written by others'), mixed(1200));
  },
  cases: ['written by us', 'written by others'].flatMap(text => [caseOf('own', text), caseOf('js-yaml', text)]),
  ratios: [
    { title: 'js-yaml ÷ cdk8s-mesh, first pass: written by us', over: 'written by us: js-yaml', under: 'written by us: own', of: 'ms', goal: { atLeast: 3 } },
    { title: 'js-yaml ÷ cdk8s-mesh, later passes: written by us', over: 'written by us: js-yaml', under: 'written by us: own', of: 'warmMs', goal: { atLeast: 3 } },
    { title: 'js-yaml ÷ cdk8s-mesh, first pass: written by others', over: 'written by others: js-yaml', under: 'written by others: own', of: 'ms', goal: { atLeast: 1.5 } },
    { title: 'js-yaml ÷ cdk8s-mesh, later passes: written by others', over: 'written by others: js-yaml', under: 'written by others: own', of: 'warmMs', goal: { atLeast: 1.5 } },
  ],
};
