import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const read = (path: string): string => readFileSync(join(import.meta.dirname, '..', path), 'utf8');

it('CONTRIBUTING says of every dependency in the catalog why it is there, and of no other', () => {
  const workspace = read('pnpm-workspace.yaml');
  const catalogs = workspace.slice(workspace.indexOf('\ncatalog:'), workspace.indexOf('\nallowBuilds:'));
  const named = [...catalogs.matchAll(/^ {2,4}'?([@\w/.-]+)'?: \S+$/gmu)].map(([, name]) => name);
  const page = read('CONTRIBUTING.md');
  const rows = page.slice(page.indexOf('## Why each dependency')).matchAll(/^\| (`.*?`) \|/gmu);
  const explained = [...rows].flatMap(([, cell = '']) =>
    [...cell.matchAll(/`([^`]+)`/gu)].map(([, name]) => name),
  );
  expect(explained.toSorted()).toEqual(named.toSorted());
});
