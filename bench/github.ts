import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { placeOf } from '../packages/plugin-github/test/deliver/place.ts';
import { blockedRun } from '../packages/plugin-github/test/report/runs.ts';
import { fixture, sluiceBin, trivialConfig } from './lib/fixture.ts';
import type { Line } from './lib/line.ts';
import { measureInTurns, median } from './lib/measure.ts';

/** As many as a matrix of GitHub has jobs. */
const RESULTS = 256;

/** The job that decides, over the most results that a matrix can leave; and what it costs to report a thousand findings. */
export async function github(): Promise<readonly Line[]> {
  return [gateOf(RESULTS), ...(await callsOf(1_000))];
}

/** The whole process of `sluice gate`, over a run folder for each check, as the machines of a matrix leave them. */
function gateOf(count: number): Line {
  const dir = fixture('gate', { 'ci.config.mjs': trivialConfig(count) });
  const call = (...argv: readonly string[]): void => {
    const { status, stderr } = spawnSync(process.execPath, [sluiceBin, ...argv, '--cwd', dir], {
      encoding: 'utf8',
    });
    if (status !== 0) throw new Error(`sluice ${argv.join(' ')} ended with ${status}: ${stderr}`);
  };
  const parts = join(dir, 'parts');
  call('plan', '--all', '--out', join(parts, 'plan'));
  call('run', '--plan', join(parts, 'plan/plan.json'), '--out', join(parts, 'leg-0'), 'repo/check-0');
  const first = readFileSync(join(parts, 'leg-0/report.json'), 'utf8');
  for (let index = 1; index < count; index += 1) {
    mkdirSync(join(parts, `leg-${index}`));
    writeFileSync(join(parts, `leg-${index}/report.json`), inPlaceOf(first, index));
  }
  const args = [sluiceBin, 'gate', '--all', '--from', parts, '--cwd', dir];
  const [times] = measureInTurns([{ file: process.execPath, args }], 7);
  return { name: `github: gate over ${count} results`, ours: median(times ?? []), unit: 'ms', goal: 1000 };
}

/** The leg of another check: as that of the first, with the two in one another's place. A run for each would take minutes. */
function inPlaceOf(first: string, index: number): string {
  const report = JSON.parse(first) as { results: { id: string; checkId: string }[] };
  for (const result of report.results) {
    const other = { 'repo/check-0': `repo/check-${index}`, [`repo/check-${index}`]: 'repo/check-0' }[
      result.id
    ];
    if (other !== undefined) Object.assign(result, { id: other, checkId: other });
  }
  return JSON.stringify(report, null, 2);
}

/** Calls of the API against the fake: a comment, a check run with 500 annotations and a status, first made, then updated. */
async function callsOf(findings: number): Promise<readonly Line[]> {
  await using place = await placeOf();
  const lines: Line[] = [];
  for (const [attempt, name] of ['first report', 'second report'].entries()) {
    const before = place.fake.calls.length;
    const delivered = await place.deliver({ report: blockedRun(findings), attempt: attempt + 1 });
    if (typeof delivered === 'string' || delivered.some(({ isDelivered }) => !isDelivered))
      throw new Error(`not delivered: ${JSON.stringify(delivered)}`);
    const ours = place.fake.calls.length - before;
    lines.push({ name: `github: ${name} of ${findings} findings`, ours, unit: 'calls', goal: 25 });
  }
  return lines;
}
