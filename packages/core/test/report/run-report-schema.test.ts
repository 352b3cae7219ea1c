import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, expectTypeOf, test } from 'vitest';
import type * as z from 'zod';
import { isCiError } from '../../src/errors/ci-error.ts';
import type { RunReport } from '../../src/model/report.ts';
import { reportJson } from '../../src/report/json.ts';
import {
  parseRunReport,
  runReportJsonSchema,
  type runReportSchema,
} from '../../src/report/run-report-schema.ts';
import { report } from './builders.ts';
import { blockStory, passStory, problemsStory, type Story } from './stories.ts';

/** Flattens intersections, so that two spellings of one shape are one type. */
type Flat<T> = T extends (infer I)[]
  ? Flat<I>[]
  : T extends readonly (infer I)[]
    ? readonly Flat<I>[]
    : T extends object
      ? { [K in keyof T]: Flat<T[K]> }
      : T;

const reportOf = ({ events }: Story): RunReport => {
  const last = events.at(-1)!.event;
  if (last.type !== 'report-ready') throw new Error('a story ends with its report');
  return last.report;
};

const problemOf = (text: string) => {
  try {
    parseRunReport(text, 'runs/x/report.json');
  } catch (error) {
    if (isCiError(error)) return error.problems[0]!;
    throw error;
  }
  throw new Error('it was taken for a report');
};

describe('the schema of a report', () => {
  test('has exactly the type RunReport', () => {
    expectTypeOf<Flat<z.output<typeof runReportSchema>>>().toEqualTypeOf<Flat<RunReport>>();
    expectTypeOf<z.output<typeof runReportSchema>>().toExtend<RunReport>();
  });

  test.each([
    ['passed', passStory],
    ['blocked', blockStory],
    ['did not start', problemsStory],
  ])('reads the report of a run that %s back as it was', (_name, tell) => {
    const written = reportOf(tell('/repo'));
    expect(parseRunReport(reportJson(written))).toStrictEqual({ ...written });
  });

  test.each(['', '{', 'null', '[]', '{"schemaVersion":1}'])('refuses %j, naming the file', (text) => {
    expect(problemOf(text)).toMatchObject({ code: 'RUN_UNREADABLE', file: 'runs/x/report.json' });
  });

  test('refuses a report cut short by a kill', () => {
    const text = reportJson(reportOf(blockStory('/repo')));
    expect(problemOf(text.slice(0, text.length / 2)).code).toBe('RUN_UNREADABLE');
  });

  test('refuses a report that lacks any one of its fields, or has one of another kind', () => {
    const whole = JSON.parse(reportJson(reportOf(blockStory('/repo')))) as Record<string, unknown>;
    const optional = new Set(['signal', 'commit', 'lock', 'triage']);
    for (const key of Object.keys(whole)) {
      const { [key]: value, ...rest } = whole;
      if (!optional.has(key)) expect(problemOf(JSON.stringify(rest)).message).toContain(key);
      const other = typeof value === 'string' ? 7 : 'something else';
      expect(problemOf(JSON.stringify({ ...rest, [key]: other })).message).toContain(key);
    }
  });

  test('refuses every report in which one leaf was changed to another kind', () => {
    const text = reportJson(reportOf(blockStory('/repo')));
    let changed = 0;
    const spoil = (value: unknown, put: (spoilt: unknown) => string): void => {
      if (Array.isArray(value))
        value.slice(0, 1).forEach((item, index) => spoil(item, (spoilt) => put(value.with(index, spoilt))));
      else if (typeof value === 'object' && value !== null) {
        for (const [key, item] of Object.entries(value))
          spoil(item, (spoilt) => put({ ...value, [key]: spoilt }));
      } else {
        changed += 1;
        const spoilt = put({ unexpected: true });
        expect(() => parseRunReport(spoilt), spoilt.slice(0, 80)).toThrow('RUN_UNREADABLE');
      }
    };
    spoil(JSON.parse(text), (spoilt) => JSON.stringify(spoilt));
    expect(changed).toBeGreaterThan(60);
  });

  test('refuses a field that nobody knows, and a start that is no moment', () => {
    const whole = JSON.parse(reportJson(report())) as object;
    expect(problemOf(JSON.stringify({ ...whole, approvedBy: 'me' })).message).toContain('approvedBy');
    expect(problemOf(JSON.stringify({ ...whole, startedAt: 'yesterday' })).message).toContain('startedAt');
  });

  test('names a few faults and counts the rest', () => {
    expect(problemOf('{}').message).toMatch(/; and \d+ more/u);
  });

  test('is committed as JSON Schema', () => {
    const file = join(import.meta.dirname, '../../../../docs/schemas/run-report.json');
    const text = `${JSON.stringify(runReportJsonSchema(), null, 2)}\n`;
    if (process.env['UPDATE_GOLDEN'] === '1') {
      if (!existsSync(dirname(file))) mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
    }
    expect(readFileSync(file, 'utf8')).toBe(text);
    expect(text).not.toContain('readOnly');
  });
});
