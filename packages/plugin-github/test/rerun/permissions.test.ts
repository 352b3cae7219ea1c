import { describe, expect, it } from 'vitest';
import { autoRerun } from '../../src/rerun/auto-rerun.ts';
import { LOGS } from './logs.ts';
import { openRerunStage } from './stage.ts';

/** What the job of the workflow may do. */
const GRANTED = { contents: 'read', ...autoRerun.permissions } as Readonly<Record<string, 'read' | 'write'>>;

/** Whether a rerun of a push and of a pull request, and its comment, go through with these permissions. */
async function goesThrough(permissions: Readonly<Record<string, 'read' | 'write'>>): Promise<boolean> {
  const failed = [{ name: 'test', conclusion: 'failure', log: LOGS.npm }];
  await using stage = await openRerunStage({
    tokens: { ghs_job: { login: 'github-actions[bot]', app: 'github-actions', permissions } },
    pulls: [{ branch: 'feat/x', title: 'Add x', isKnownByCommit: false }],
    runs: [
      { id: 7, jobs: failed },
      { id: 8, event: 'pull_request', branch: 'feat/x', pulls: [], jobs: [{ ...failed[0]!, log: LOGS.apt }] },
    ],
  });
  const told = [...(await stage.ask(7)).told, ...(await stage.ask(8)).told];
  return told.every(({ isStarted, trouble }) => isStarted && trouble.length === 0);
}

describe('the permissions of auto-rerun.yml', () => {
  it('are enough', async () => {
    expect(await goesThrough(GRANTED)).toBe(true);
  });

  it.each(Object.entries(GRANTED))('lack something without %s: %s', async (name, access) => {
    const { [name]: _, ...rest } = GRANTED;
    expect(await goesThrough(rest)).toBe(false);
    if (access === 'write') expect(await goesThrough({ ...rest, [name]: 'read' })).toBe(false);
  });
});
