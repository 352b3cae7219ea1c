import { expect, it } from 'vitest';
import { stagePage } from '../../scripts/site/stage-page.ts';

const PAGES = [
  { source: 'README.md', url: 'index', title: 'Sluice' },
  { source: 'docs/gate.md', url: 'gate', title: 'The gate' },
  { source: 'packages/plugin-python/README.md', url: 'packages/python', title: 'Python' },
];
const bySource = new Map(PAGES.map((page) => [page.source, page]));
const staged = (text: string) => stagePage(PAGES[1]!, text, bySource);

it('leads from page to page as the pages stand on the site', () => {
  const { text } = staged(
    '[a](../README.md#x) [b](../packages/plugin-python/README.md) [c](../packages/plugin-python) [d](#y)',
  );
  expect(text).toBe('[a](/#x) [b](/packages/python) [c](/packages/python) [d](#y)');
});

it('leads to a copy of whatever is no page, by an ending that a browser shows', () => {
  expect(staged('[a](schemas/config.json) ![b](images/x.svg) [c](../LICENSE)')).toEqual({
    text: '[a](/files/docs/schemas/config.json) ![b](/files/docs/images/x.svg) [c](/files/LICENSE.txt)',
    files: ['docs/schemas/config.json', 'docs/images/x.svg', 'LICENSE'],
  });
});

it('leaves other sites and code alone, and takes out comments but not those in code', () => {
  const code = '```md\n<!-- kept --> [a](gate.md)\n```\n`<!-- kept -->` [x](https://example.com)\n';
  expect(staged(`<!-- generated: x -->\n${code}`).text).toBe(code);
});
