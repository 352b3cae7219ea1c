import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AlertState } from '../../src/alert/alert-section.ts';
import { nextAlert } from '../../src/alert/next-alert.ts';
import type { Occasion } from '../../src/alert/occasion.ts';

const occasion = (runId: number, isRed: boolean, attempt = 1): Occasion => ({
  branch: 'main',
  isRed,
  run: { runId, attempt, headSha: 'a'.repeat(40) },
  runUrl: `https://github.com/octo/repo/actions/runs/${runId}`,
  reasons: [],
});

/** All runs in turn, as GitHub would see them: what was done, and what is open at the end. */
function tell(occasions: readonly Occasion[]) {
  const done: string[] = [];
  let open: AlertState | undefined;
  for (const one of occasions) {
    const step = nextAlert(open, one);
    done.push(step.kind === 'nothing' ? step.why : step.kind);
    if (step.kind === 'close') open = undefined;
    else if (step.kind !== 'nothing') open = step.state;
  }
  return { done, open };
}

describe('the alert of a branch', () => {
  it('is opened once in a red period, counted up, and closed when it passes', () => {
    const { done, open } = tell([
      occasion(1, false),
      occasion(2, true),
      occasion(3, true),
      occasion(4, false),
      occasion(5, false),
      occasion(6, true),
    ]);
    expect(done).toEqual(['well', 'open', 'update', 'close', 'well', 'open']);
    expect(open).toMatchObject({ since: { runId: 6 }, runs: 1 });
  });

  it('says nothing twice for one run, and counts a rerun of it once', () => {
    const { done, open } = tell([
      occasion(2, true),
      occasion(2, true),
      occasion(2, true, 2),
      occasion(2, false, 3),
    ]);
    expect(done).toEqual(['open', 'told', 'update', 'close']);
    expect(open).toBeUndefined();
    expect(tell([occasion(2, true), occasion(2, true, 2)]).open?.runs).toBe(1);
  });

  it('is not changed by a run that began before the newest and ends after it', () => {
    const { done } = tell([occasion(3, true), occasion(2, false), occasion(1, true)]);
    expect(done).toEqual(['open', 'superseded', 'superseded']);
  });

  it('is open in the end exactly if the newest run was red, when runs end in their order', () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { minLength: 1 }), (reds) => {
        const { done, open } = tell(reds.map((isRed, index) => occasion(index + 1, isRed)));
        expect(open !== undefined).toBe(reds.at(-1));
        const periods = reds.filter((isRed, index) => isRed && reds[index - 1] !== true).length;
        expect(done.filter((kind) => kind === 'open')).toHaveLength(periods);
      }),
    );
  });
});
