import type { Config } from './config/config.ts';
import { crashProblems } from './engine/crash.ts';
import { describeTrigger } from './engine/describe.ts';
import { cutShort } from './engine/cut-short.ts';
import { execute } from './engine/execute.ts';
import { failurePhase } from './engine/failure-phase.ts';
import { gatePhase } from './engine/gate-phase.ts';
import { createJudge } from './engine/judge.ts';
import { openRun, type OpenRun } from './engine/open-run.ts';
import { prepare } from './engine/prepare.ts';
import { reportPhase } from './engine/report-phase.ts';
import { projectRules } from './engine/project-rules.ts';
import { createRunTriage, type RunTriage } from './engine/run-triage.ts';
import { nothingYet, type Story } from './engine/story.ts';
import type { EngineOptions } from './engine/run-options.ts';
import { messageOf } from './errors/message-of.ts';
import type { RunReport } from './model/report.ts';

/**
 * The whole story of a run, top to bottom. Each step takes what it needs and returns a new value; every early stop
 * (a problem, a cancellation, a crash) flows on to the gate and the report, so that CI always gets a file and no
 * path leads past the verdict.
 */
export async function runEngine(config: Config, options: EngineOptions): Promise<RunReport> {
  const run = await openRun(options);
  run.emit({ type: 'run-started', runId: run.runId, at: run.startedAt, dir: run.dir, cwd: options.cwd });
  return reportPhase(await tell(config, options, run), { run, options });
}

async function tell(config: Config, options: EngineOptions, run: OpenRun): Promise<Story> {
  const { event } = describeTrigger(options.host.env);
  let story = nothingYet(config);
  let triage: RunTriage | undefined;
  try {
    const prepared = await prepare({
      config,
      options,
      startedAt: run.startedAt,
      exec: run.execFor,
      onTapFailed: ({ plugin, hook, tap, error }) =>
        run.emit({ type: 'tap-failed', plugin, hook, tap, message: messageOf(error) }),
      onTapSlow: (tap) => run.emit({ type: 'tap-slow', ...tap }),
    });
    run.tellPlugins(prepared.hooks.emit);
    story = { ...story, ...prepared, end: prepared.problems.length > 0 ? 'problems' : 'completed' };
    for (const problem of story.problems) run.emit({ type: 'problem', problem });

    if (story.problems.length === 0) {
      triage = createRunTriage({
        run,
        cwd: options.cwd,
        rules: () => projectRules({ config, plugins: prepared.assembled }),
      });
      const { policy, baseline } = story;
      const judge = createJudge({ policy, now: run.startedAt, event, baseline });
      story = { ...story, ...(await execute({ config, options, run, prepared, judge, triage })) };
    }
    if (run.signal.aborted) story = { ...story, ...cutShort(run.signal.reason, story) };

    // A run that was cut short blocks already, and the taps of `gate` could only add to that.
    const gates = run.signal.aborted ? undefined : story.hooks;
    const given = { ...story, now: run.startedAt, event };
    story = { ...story, verdict: await gatePhase(gates, given, run.signal) };
    if (gates !== undefined && run.signal.aborted) {
      const cut = { ...given, ...cutShort(run.signal.reason, story) };
      story = { ...story, ...cut, verdict: await gatePhase(undefined, cut) };
    }
    run.emit({ type: 'verdict', verdict: story.verdict });

    story = { ...story, triage: await triage?.entriesFor(story.results) };
    const notes = await failurePhase(story.hooks, { ...story, run, options });
    return { ...story, notes: [...story.notes, ...notes] };
  } catch (error) {
    const problems = crashProblems(error);
    for (const problem of problems) run.emit({ type: 'problem', problem });
    const crashed: Story = { ...story, end: 'crashed', problems: [...story.problems, ...problems] };
    return { ...crashed, verdict: await gatePhase(undefined, { ...crashed, now: run.startedAt, event }) };
  }
}
