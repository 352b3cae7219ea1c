import { describe, expect, it } from 'vitest';
import { badge } from '../../src/commands/badge.ts';
import { historyLines } from '../../src/commands/history-lines.ts';
import { record, series } from '../github.ts';
import { healthOf } from '../health-of.ts';

describe('badge.json', () => {
  it.each([
    [series(19, 1), { message: '95.0 % of 20', color: 'brightgreen' }],
    [series(10, 10), { message: '50.0 % of 20', color: 'red' }],
    [[record({ id: 1 })], { message: 'too few runs', color: 'lightgrey' }],
  ])('says the status and what gave it (%#)', (records, expected) => {
    expect(badge(healthOf(records))).toEqual({ schemaVersion: 1, label: 'CI health', ...expected });
  });
});

describe('history.jsonl', () => {
  const health = healthOf(series(19, 1));

  it('grows by a line a day, and has each day once', () => {
    const first = historyLines('', health);
    expect(JSON.parse(first)).toMatchObject({ date: '2026-11-28', status: 'good', decided: 20, rate: 0.95 });
    expect(historyLines(first, health)).toBe(first);
    const earlier = '{"date":"2026-11-27","rate":1}\n';
    expect(historyLines(`${first}${earlier}`, health)).toBe(`${earlier}${first}`);
  });

  it('leaves out what a merge or a killed process left, and keeps the rest', () => {
    const before = '<<<<<<< HEAD\n{"date":"2026-11-26"}\n{"date":"2026-1\n[]\n{"date":7}\n\n';
    expect(historyLines(before, health).split('\n')[0]).toBe('{"date":"2026-11-26"}');
    expect(historyLines(before, health).trim().split('\n')).toHaveLength(2);
  });
});
