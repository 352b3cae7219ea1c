import { expect, it } from 'vitest';
import { siteMap } from '../../scripts/site/site-map.ts';
import { pages } from '../docs/pages.ts';

const all = siteMap().flatMap((group) => group.pages);

it('has a place for every page of the repository', () => {
  const sources = new Set(all.map(({ source }) => source));
  expect(pages().filter(({ path }) => !sources.has(path))).toEqual([]);
});

it('has no page twice, and no two at one place', () => {
  expect(new Set(all.map(({ source }) => source)).size).toBe(all.length);
  expect(new Set(all.map(({ url }) => url)).size).toBe(all.length);
});

it('begins with the README at the root of the site', () => {
  expect(all[0]).toMatchObject({ source: 'README.md', url: 'index' });
});
