import { closeSync, ftruncateSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { fixture, sluiceBin } from './lib/fixture.ts';
import type { Line } from './lib/line.ts';
import { measureInTurns, median, medianRatio } from './lib/measure.ts';
import { peakMemory } from './lib/peak-memory.ts';

const ROUNDS = 5;
const MEGABYTES = 600;
const GOAL_PER_SECOND = 150;
const TIME = '2026-02-03T04:05:06.7890123Z ';

/** What reference pipelines look for. */
const NAIVE = String.raw`ECONNRESET|ETIMEDOUT|429|5[0-9][0-9]|network error|download error`;

/** Time of one `sluice triage` of a log of 600 MB, beside grep with the naive rules, and memory of that and of a line of 2 GB. */
export function triage(): readonly Line[] {
  const dir = fixture('triage', {});
  writeLog(join(dir, 'long.log'));
  writeOneLine(join(dir, 'one-line.log'));
  const args = ['triage', join(dir, 'long.log'), '--json'];
  const [ours, theirs] = measureInTurns(
    [
      { file: process.execPath, args: [sluiceBin, ...args] },
      { file: 'grep', args: ['-Eic', NAIVE, join(dir, 'long.log')] },
    ],
    ROUNDS,
  );
  const peer = { name: 'grep -Ei', value: median(theirs), ratio: medianRatio(ours, theirs) };
  return [
    {
      name: `triage: ${MEGABYTES} MB`,
      ours: median(ours),
      unit: 'ms',
      goal: (MEGABYTES / GOAL_PER_SECOND) * 1000,
    },
    { name: 'triage against the naive rules', ours: median(ours), peer, unit: 'ms' },
    { name: `triage: memory of ${MEGABYTES} MB`, ours: peakMemory(args), unit: 'MB', goal: 100 },
    {
      name: 'triage: memory of one line of 2 GB',
      ours: peakMemory(['triage', join(dir, 'one-line.log'), '--json']),
      unit: 'MB',
      goal: 100,
    },
  ];
}

/** Compiling, installing, testing; one line in fifty is one that a rule has to look at, and the end is a failure. */
function writeLog(path: string): void {
  const file = openSync(path, 'w');
  let written = writeSync(
    file,
    text([
      '##[group]Run npm ci',
      '\u001B[36;1mnpm ci\u001B[0m',
      'shell: /usr/bin/bash -e {0}',
      '##[endgroup]',
    ]),
  );
  for (let block = 0; written < MEGABYTES * 1e6; block += 1) written += writeSync(file, text(blockOf(block)));
  writeSync(
    file,
    text([
      'npm error code ECONNRESET',
      'npm error network aborted',
      '##[error]Process completed with exit code 1.',
    ]),
  );
  closeSync(file);
}

const text = (lines: readonly string[]): string => lines.map((line) => `${TIME}${line}\n`).join('');

function blockOf(block: number): readonly string[] {
  return Array.from({ length: 5000 }, (_, index) => {
    const id = block * 5000 + index;
    if (index % 50 === 0)
      return `WARN deprecated package-${id}@1.${index}.0: no longer supported, see the error in ${id}.log`;
    if (index % 3 === 0)
      return `[${id % 512}/512] Building CXX object src/lib/CMakeFiles/module_${id % 97}.dir/file_${id}.cpp.o`;
    return index % 3 === 1
      ? `tests/unit/test_orders.py::test_total_of_${id} PASSED [ ${id % 100}%]`
      : `Unpacking libpackage-${id}:amd64 (2.39-0ubuntu8.${id % 9}) over (2.39-0ubuntu8) ...`;
  });
}

/** Zeros that take no place on the disk. */
function writeOneLine(path: string): void {
  const file = openSync(path, 'w');
  ftruncateSync(file, 2e9);
  closeSync(file);
}
