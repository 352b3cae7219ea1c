import { tempWorkspace } from '@sluice/core/testing';
import { expect, it } from 'vitest';
import { deadLinks } from '../../scripts/site/dead-links.ts';

const FILES = {
  'README.md': '# Top\n',
  LICENSE: 'MIT\n',
  'docs/gate.md':
    '# The gate\n\n## `policy`, and more\n\n## Twice\n\n## Twice\n\n```sh\n## no heading\n```\n',
  'packages/core/README.md': '# Core\n\n## Use\n',
};

const CASES: readonly (readonly [what: string, text: string, dead: readonly string[]])[] = [
  ['a page beside it', '[a](gate.md)', []],
  ['a page above it', '[a](../README.md) ![b](../LICENSE)', []],
  ['a heading, with code in it', '[a](gate.md#policy-and-more)', []],
  ['the second of two headings that are the same', '[a](gate.md#twice-1)', []],
  ['a folder with a README', '[a](../packages/core#use)', []],
  ['an address', '[a](https://example.com/x#y) [b](mailto:a@b.c)', []],
  ['a heading of its own page', '# Here\n\n[a](#here)', []],
  ['what only looks like a link, in code', '`[a](no.md)`\n\n```md\n[a](no.md)\n```\n', []],
  ['a file that is not there', '[a](no.md)', ['docs/page.md: no.md (no such file)']],
  ['a file that is not there, by a name', '[a][x]\n\n[x]: no.md\n', ['docs/page.md: no.md (no such file)']],
  ['a link with code for its text', '[`a`](no.md)', ['docs/page.md: no.md (no such file)']],
  ['a link with a title', '[a](no.md "title")', ['docs/page.md: no.md (no such file)']],
  ['a heading that is not there', '[a](gate.md#no)', ['docs/page.md: gate.md#no (no such heading)']],
  ['a third of two headings', '[a](gate.md#twice-2)', ['docs/page.md: gate.md#twice-2 (no such heading)']],
  [
    'what only looks like a heading',
    '[a](gate.md#no-heading)',
    ['docs/page.md: gate.md#no-heading (no such heading)'],
  ],
  [
    'a heading of no page',
    '[a](../LICENSE#x)',
    ['docs/page.md: ../LICENSE#x (no page, so it has no headings)'],
  ],
  ['what is outside', '[a](../../x.md)', ['docs/page.md: ../../x.md (outside the repository)']],
];

it.each(CASES)('judges %s', async (_, text, dead) => {
  await using folder = await tempWorkspace({ ...FILES, 'docs/page.md': text });
  expect(deadLinks(folder.path('.'), { path: 'docs/page.md', text })).toEqual(dead);
});
