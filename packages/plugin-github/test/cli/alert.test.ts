import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RunReport } from '@sluice/core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { main } from '../../src/cli/main.ts';
import { eventOf } from '../environment/events.ts';
import { openGithubFake } from '../fake/open-github-fake.ts';
import { blockedRun, passedRun } from '../report/runs.ts';

let cwd: string;
beforeEach(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'sluice-alert-'));
});
afterEach(async () => rm(cwd, { recursive: true, force: true }));

/** The command in the job `alert` of a push to main, after a job that decided so. */
async function stage() {
  const fake = await openGithubFake({ repository: { owner: 'acme', name: 'orders' } });
  const event = eventOf('push');
  await writeFile(join(cwd, 'event.json'), JSON.stringify(event.payload));
  const call = async (
    runId: number,
    report: RunReport | string | undefined,
    { gateResult = 'failure', flags = ['--label', 'ci-broken'] } = {},
  ) => {
    if (report === undefined) await rm(join(cwd, 'report.json'), { force: true });
    else
      await writeFile(join(cwd, 'report.json'), typeof report === 'string' ? report : JSON.stringify(report));
    const said: string[] = [];
    const write = (text: string): void => void said.push(text);
    const env = {
      ...event.env,
      ...fake.env,
      GITHUB_EVENT_PATH: join(cwd, 'event.json'),
      GITHUB_RUN_ID: String(runId),
      GITHUB_RUN_ATTEMPT: '1',
      GATE_RESULT: gateResult,
    };
    const code = await main(['alert', '--from', '.', ...flags], { env, cwd, out: write, err: write });
    return { code, said: said.join('') };
  };
  const issues = () => [...fake.state.issues.values()];
  return { fake, call, issues, [Symbol.asyncDispose]: fake[Symbol.asyncDispose] };
}

describe('sluice-github alert', () => {
  it('opens the issue for a recorded run that is blocked, with its reasons, and closes it for one that passes', async () => {
    await using place = await stage();
    const red = await place.call(7, blockedRun());
    expect(red).toEqual({ code: 0, said: expect.stringMatching(/^ci-broken: opened https?:/u) });
    expect(place.issues()[0]?.body).toContain('- 3 findings');
    expect((await place.call(8, passedRun(), { gateResult: 'success' })).said).toContain('ci-broken: closed');
    expect(place.issues().map(({ state }) => state)).toEqual(['closed']);
  });

  it.each<[string, RunReport | string | undefined, string]>([
    ['left no report', undefined, 'No result'],
    ['left one that is none', '{"verdict":{"level":"pass"}}', 'No result'],
    ['left one that passes and failed all the same', passedRun(), 'the job ended as failure'],
  ])('takes a job that %s for red', async (_, report, words) => {
    await using place = await stage();
    expect((await place.call(7, report)).said).toContain('ci-broken: opened');
    expect(place.issues()[0]?.body).toContain(words);
  });

  it('says nothing of a branch after a run that was cancelled', async () => {
    await using place = await stage();
    expect(await place.call(7, undefined, { gateResult: 'cancelled' })).toEqual({
      code: 0,
      said: 'a run that was cancelled says nothing of the branch\n',
    });
    expect(place.fake.calls).toEqual([]);
  });

  it('ends with 0 when GitHub refuses, and says it as a warning of the run', async () => {
    await using place = await stage();
    place.fake.fail('permission', { times: Infinity });
    expect(await place.call(7, blockedRun())).toEqual({
      code: 0,
      said: expect.stringMatching(
        /^::warning title=sluice::reporting degraded: the alert was not delivered: GITHUB_PERMISSION/u,
      ),
    });
  });

  it.each([
    [[], 'alert needs --label'],
    [['--label', 'a,b'], '--label'],
    [['--label', 'a"; id; "'], '--label'],
    [['--label', '$(id)'], '--label'],
    [['--label', 'a`id`'], '--label'],
    [['--label', 'x', '--brnch', 'y'], '--brnch'],
  ])('refuses %j', async (flags, words) => {
    await using place = await stage();
    const { code, said } = await place.call(7, blockedRun(), { flags: [...flags] });
    expect({ code, said }).toEqual({ code: 2, said: expect.stringContaining(words) });
  });
});
