import { expect, it } from 'vitest';
import { z } from '@sluice/core';
import { optionTables } from '../../scripts/docs/option-tables.ts';
import type { Schema } from '../../scripts/docs/schema.ts';

const tablesOf = (options: z.ZodType): string =>
  optionTables('demo', z.toJSONSchema(options, { io: 'input', unrepresentable: 'any' }) as Schema);

const text = (what: string) => z.string().optional().describe(what);

it('tells of each option what it is, its default and what it is for', () => {
  const options = z.strictObject({
    name: z.string().describe('Its name | with a bar.'),
    most: z.int().default(3).describe('How many.'),
    of: z
      .array(z.enum(['a', 'b']))
      .default(['a'])
      .describe('Which.'),
  });
  expect(tablesOf(options).split('\n')).toEqual([
    '| option | what it is | default | |',
    '|---|---|---|---|',
    '| `name` | text, required |  | Its name \\| with a bar. |',
    '| `most` | whole number | `3` | How many. |',
    "| `of` | list of `'a'`, `'b'` | `['a']` | Which. |",
    '',
  ]);
});

it('gives an object a table of its own, with what lies deeper by its whole name', () => {
  const step = z.strictObject({ run: text('A line.') });
  const services = z.record(z.string(), z.strictObject({ image: z.string().describe('An image.') }));
  const options = z.strictObject({
    jobs: z
      .record(
        z.string(),
        z.strictObject({
          before: z.array(step).describe('Steps.'),
          services: services.describe('Beside it.'),
        }),
      )
      .describe('By name.'),
  });
  const tables = tablesOf(options);
  expect(tables).toContain('[below](#demo-jobs)');
  expect(tables).toContain('### demo: jobs\n\nOf each entry of `jobs`:');
  expect(tables).toContain('| `before[].run` | text |  | A line. |');
  expect(tables).toContain('| `services.<name>.image` | text, required |  | An image. |');
});

it('tells of what many objects have once, and names it in each of them', () => {
  const one = z.strictObject({ level: text('How much.'), own: text('Its own.') }).describe('A check.');
  const other = z.strictObject({ level: text('How much.') }).describe('A check.');
  const tables = tablesOf(z.strictObject({ a: one, b: other, c: other }));
  expect(tables.match(/How much\./gu)).toHaveLength(1);
  expect(tables).toContain(
    '### demo: a\n\n| option | what it is | default | |\n|---|---|---|---|\n| `own` | text |  | Its own. |\n\nAnd what is [in common](#demo-in-common): `level`.',
  );
  expect(tables).toContain('### demo: b\n\nWhat is [in common](#demo-in-common): `level`.');
});

it('shows of two kinds of object what either may have', () => {
  const kinds = z.union([
    z.strictObject({ junit: text('J.') }),
    z.strictObject({ sarif: text('S.') }),
    z.literal(false),
  ]);
  const tables = tablesOf(z.strictObject({ report: kinds.describe('A file.') }));
  expect(tables).toContain('| `junit` |');
  expect(tables).toContain('| `sarif` |');
});

it('refuses an option that does not say what it is for', () => {
  expect(() => tablesOf(z.strictObject({ silent: z.string() }))).toThrow(
    'Options of demo without .describe(): silent',
  );
});
