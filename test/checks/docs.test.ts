import { checkPages, staleFiles } from '../../scripts/checks-docs';
import { checks } from '../../lib/checks';

test('the pages of the checks are those that are committed: npm run docs', () => { expect(staleFiles()).toEqual([]); });
test('every check has a page, with the mistake and its mending', () => {
  const pages = checkPages();
  expect(pages.size).toBe(checks.length + 1);
  for (const [file, text] of pages) if (file !== 'README.md') expect(text).toMatch(/## Wrong[\s\S]*# found here[\s\S]*## Right/);
});
