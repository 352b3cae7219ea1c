import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Check } from '../../../src/model/check.ts';
import { checkOf, openRig } from '../rig.ts';

/** What a run of damage showed. */
export interface DamageResult {
  readonly times: number;
  /** How often the damaged result was not used. */
  readonly missed: number;
  /** Runs whose result was not that of the files as they were. */
  readonly wrong: readonly string[];
}

/** Numbers that look like chance and are the same each time: mulberry32. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * Damages the cache of a project, once for each time: a bit of a random file is turned, the file is cut short, emptied,
 * removed, or takes the place of another. After each a run must say what the project's files say, whether it used the cache
 * or not.
 */
export async function damage(times: number, seed = 1): Promise<DamageResult> {
  await using rig = await openRig();
  const random = randomFrom(seed);
  const config = rig.path('ci.config.mjs');
  writeFileSync(config, 'export default {};\n');
  writeFileSync(rig.path('a.txt'), 'one\ntwo\nthree\n');
  const wrong: string[] = [];
  let missed = 0;
  const run = async (): Promise<string> => {
    const { report } = await rig.run({ checks: [countLines(rig.path('a.txt'))] }, { configFile: config });
    const [result] = report.results;
    if (result?.cached !== true) missed += 1;
    const artifact = readFileSync(
      rig.path('.sluice/runs', report.runId, result?.artifacts[0]?.path ?? ''),
      'utf8',
    );
    const log = readFileSync(rig.path('.sluice/runs', report.runId, result?.attempts[0]?.log ?? ''), 'utf8');
    const sizes = [artifact.length, createHash('sha256').update(artifact).digest('hex'), log.length];
    return JSON.stringify([result?.conclusion, result?.metrics, result?.summary, ...sizes]);
  };
  const right = await run();
  if ((await run()) !== right || missed !== 1) throw new Error('the cache was not used even whole');
  missed = 0;
  for (let time = 0; time < times; time += 1) {
    const what = spoil(rig.path('.sluice/cache'), random);
    const found = await run().catch((error: unknown) => String(error));
    if (found !== right) wrong.push(`${time} ${what}: ${found}`);
    if (time % 20 === 19) rmSync(rig.path('.sluice/runs'), { recursive: true, force: true });
  }
  return { times, missed, wrong };
}

/** Its log and its artifact are large enough to be files of their own. */
function countLines(file: string): Check {
  return checkOf('lines', {
    inputs: ['a.txt'],
    cache: true,
    run: async (ctx) => {
      const lines = readFileSync(file, 'utf8').split('\n').length - 1;
      for (let line = 0; line < 400; line += 1) ctx.log(`line ${line} of the log of ${lines} lines`);
      const path = join(ctx.tempDir, 'lines.txt');
      writeFileSync(path, `${lines} lines\n`.repeat(1000));
      ctx.artifact('lines.txt', path);
      return { status: 'completed', findings: [], metrics: { lines }, summary: `${lines} lines` };
    },
  });
}

function spoil(dir: string, random: () => number): string {
  const files = readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted();
  const pick = (): string => files[Math.floor(random() * files.length)] ?? '';
  const file = pick();
  const { size } = statSync(file);
  const at = Math.floor(random() * Math.max(1, size));
  const way = Math.floor(random() * 10);
  if (way < 5 && size > 0) {
    const bytes = readFileSync(file);
    bytes[at] = (bytes[at] ?? 0) ^ (1 << Math.floor(random() * 8));
    writeFileSync(file, bytes);
    return `a bit at ${at} of ${size}`;
  }
  if (way < 8) {
    truncateSync(file, at);
    return `cut to ${at} of ${size}`;
  }
  if (way < 9) {
    rmSync(file);
    return 'removed';
  }
  writeFileSync(file, readFileSync(pick()));
  return 'another file in its place';
}
