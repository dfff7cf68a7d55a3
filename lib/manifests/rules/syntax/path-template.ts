import type { Problem } from '../findings';

const LITERAL = /^[a-zA-Z0-9\-._~%!$&'()+,;:@=]+$/;
const HELP = '{*} stands for one segment, {**} for the rest of the path and so comes last; no other braces are known';

/** A path of an authorization rule, which may hold the templates `{*}` and `{**}`. */
export function pathTemplateProblem(path: string): Problem | undefined {
  if (!path.includes('{') && !path.includes('}')) return undefined;
  const template = path.includes('{*}') || path.includes('{**}');
  let rest = false;
  for (const segment of path.replace(/^\/+|\/+$/g, '').split('/')) {
    if (segment === '{*}' || segment === '{**}') {
      if (rest) return { message: `path ${JSON.stringify(path)} goes on after {**}`, help: HELP };
      rest = segment === '{**}';
    } else if (/[{}]/.test(segment)) {
      return { message: `path ${JSON.stringify(path)} has the unknown template ${JSON.stringify(segment)}`, help: HELP };
    } else if (template && !LITERAL.test(segment)) {
      return { message: `path ${JSON.stringify(path)} has the segment ${JSON.stringify(segment)}, which cannot stand in a template`, help: 'use characters that a URL path may hold, and no asterisk beside a template' };
    }
  }
  return undefined;
}
