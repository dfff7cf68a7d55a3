import type { IConstruct } from 'constructs';
import { renderDiagnostic, type Diagnostic } from '../../diagnostics';

/** How a construct says what is wrong with it: errors as a validation of cdk8s takes them, warnings on stderr, each once. */
export function tell({ node }: IConstruct): (found: readonly Diagnostic[]) => string[] {
  const warned = new Set<string>();
  return (found) => {
    for (const warning of found.filter((d) => d.severity === 'warning').map((d) => renderDiagnostic(d))) {
      if (!warned.has(warning)) process.stderr.write(`${warning}\n`);
      warned.add(warning);
    }
    return found.filter((d) => d.severity === 'error').map((d) => renderDiagnostic(d, { severity: false, place: d.path !== node.path }));
  };
}
