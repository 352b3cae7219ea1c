import { openDoor, reportOf, resultOf } from '../../cli/door.ts';

/** What runs at the same time showed. */
export interface AtOnceResult {
  readonly runs: number;
  readonly cached: number;
  readonly wrong: readonly string[];
}

const CONFIG = `
import { command } from '@sluice/core';
const check = (name) => command(name, ['grep', '-c', '', 'src/' + name + '.txt'], { inputs: ['src/' + name + '.txt'] });
export default { checks: ['a', 'b', 'c', 'd', 'e'].map(check), policy: { required: ['repo/*'] } };
`;

/**
 * Starts so many runs of one project at once, several times over, with another content each time. Whether one of them
 * finds what another has just kept is chance; so one more run follows each time, which finds what all of them left.
 */
export async function atOnce(runs: number, rounds: number): Promise<AtOnceResult> {
  const names = ['a', 'b', 'c', 'd', 'e'];
  await using door = await openDoor({ 'package.json': '{"type":"module"}', 'ci.config.mjs': CONFIG });
  const wrong: string[] = [];
  let cached = 0;
  for (let round = 0; round < rounds; round += 1) {
    const lines = 1 + (round % 3);
    await door.write(Object.fromEntries(names.map((name) => [`src/${name}.txt`, `${name}\n`.repeat(lines)])));
    const run = () => door.sluice(['run', '--json']);
    const ended = await Promise.all(Array.from({ length: runs }, run));
    const reports = [...ended, await run()];
    for (const one of reports) {
      const report = reportOf(one);
      if (one.code !== 0 || report.verdict.level !== 'pass') wrong.push(`exit ${one.code}: ${one.stderr}`);
      for (const name of names) {
        const result = resultOf(report, `repo/${name}`);
        if (result.cached === true) cached += 1;
        const log = await door.read(`.sluice/runs/${report.runId}/${result.attempts[0]?.log ?? ''}`);
        if (!log.trim().endsWith(`\n${lines}`)) wrong.push(`${name} says ${log}, not ${lines}`);
      }
    }
  }
  return { runs: (runs + 1) * rounds, cached, wrong };
}
