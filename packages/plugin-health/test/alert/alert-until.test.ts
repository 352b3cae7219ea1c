import { describe, expect, it } from 'vitest';
import type { AlertRules, AlertState } from '../../src/alert/alert-state.ts';
import { alertUntil } from '../../src/alert/alert-until.ts';
import { evaluationAt } from '../../src/alert/evaluation-at.ts';
import { githubRuns } from '../../src/runs/github-runs.ts';
import type { Run } from '../../src/runs/run.ts';
import { NOON_MS, record } from '../github.ts';

const HOUR_MS = 60 * 60 * 1000;
const RULES: AlertRules = { threshold: 0.85, mode: 'confidence' };

const runsOf = (records: readonly unknown[]): readonly Run[] =>
  githubRuns(JSON.stringify(records))?.runs ?? [];

describe('an evaluation', () => {
  it('knows only what had ended by then', () => {
    const runs = runsOf([
      record({ id: 1, ago: 60, took: 10 }),
      record({ id: 2, ago: 60, took: 50, conclusion: 'failure' }),
      record({ id: 3, ago: 8 * 24 * 60 }),
    ]);
    expect(evaluationAt(runs, NOON_MS - 0.5 * HOUR_MS)).toMatchObject({ success: 1, decided: 1 });
    expect(evaluationAt(runs, NOON_MS)).toMatchObject({ success: 1, decided: 2 });
  });

  it('says how long a workflow has been failing, from the third failure in a row on', () => {
    const failing = (count: number): readonly Run[] =>
      runsOf(
        Array.from({ length: count }, (_, index) =>
          record({ id: index, ago: 3000 - index * 60, took: 0, conclusion: 'failure' }),
        ),
      );
    expect(evaluationAt(failing(2), NOON_MS).stuckMs).toBe(0);
    expect(evaluationAt(failing(3), NOON_MS).stuckMs).toBe(50 * HOUR_MS);
    expect(evaluationAt([...failing(3), ...runsOf([record({ id: 9, ago: 10 })])], NOON_MS).stuckMs).toBe(0);
  });

  it('does not wait for a workflow that nobody has run for a week', () => {
    const old = [0, 1, 2].map((id) => record({ id, ago: 9 * 24 * 60 - id, conclusion: 'failure' }));
    expect(evaluationAt(runsOf(old), NOON_MS).stuckMs).toBe(0);
  });
});

describe('the state at a moment', () => {
  const runs = runsOf(
    Array.from({ length: 20 }, (_, index) =>
      record({ id: index, ago: 1500 - index * 60, conclusion: index % 2 === 0 ? 'failure' : 'success' }),
    ),
  );

  it('is the same from the runs alone as on a machine that kept it', () => {
    let kept: AlertState | undefined;
    const seen: string[] = [];
    for (let atMs = NOON_MS - 48 * HOUR_MS; atMs <= NOON_MS; atMs += 3 * HOUR_MS) {
      kept = alertUntil(runs, { stored: kept, toMs: atMs, rules: RULES });
      seen.push(kept.state);
    }
    expect(new Set(seen)).toEqual(new Set(['ok', 'watch', 'alert']));
    expect(alertUntil(runs, { stored: undefined, toMs: NOON_MS, rules: RULES }).state).toBe(kept?.state);
  });

  it('does not change when asked twice', () => {
    const once = alertUntil(runs, { stored: undefined, toMs: NOON_MS, rules: RULES });
    expect(alertUntil(runs, { stored: once, toMs: NOON_MS, rules: RULES })).toEqual(once);
  });
});
