import {
  command,
  createPipeline,
  defineConfig,
  exitCode,
  type CheckResult,
  type RunReport,
} from '@sluice/core';

/** The whole pipeline, inline: three programs, each of them one check. */
const config = defineConfig({
  checks: [
    command('syntax', ['node', '--check', 'greet.js']),
    command('greeting', ['node', 'greet.js', 'world'], { needs: ['repo/syntax'] }),
    command('nobody', ['node', 'greet.js'], { level: 'informational', title: 'greets nobody in particular' }),
  ],
  policy: { required: ['repo/*'] },
});

const sentence = (report: RunReport): string => {
  const ended = (conclusion: CheckResult['conclusion']) =>
    report.results.filter((result) => result.conclusion === conclusion).map((result) => result.id);
  const slowest = report.results.toSorted((left, right) => right.durationMs - left.durationMs)[0];
  const failures = ended('failure');
  return [
    `${report.verdict.level}: ${ended('success').length} of ${report.results.length} checks succeeded`,
    failures.length > 0 ? `, ${failures.join(' and ')} did not` : '',
    slowest ? `; the slowest was ${slowest.id} with ${slowest.durationMs} ms.` : '.',
  ].join('');
};

// Ctrl-C cancels the run: whatever it started is ended, and there is still a report.
const controller = new AbortController();
process.once('SIGINT', () => controller.abort());

const report = await createPipeline(config).run({ cwd: import.meta.dirname, signal: controller.signal });

console.log(sentence(report));
for (const problem of report.problems) console.error(`${problem.message} ${problem.hint}`);
for (const { level, message } of report.verdict.objections) console.log(`${level}: ${message}`);
process.exitCode = exitCode(report);
