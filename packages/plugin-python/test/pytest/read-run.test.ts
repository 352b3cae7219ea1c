import type { ExecResult } from '@sluice/core';
import { describe, expect, it } from 'vitest';
import { readRun } from '../../src/pytest/read-run.ts';

const result: ExecResult = {
  exitCode: 0,
  timedOut: false,
  stdout: '',
  stderr: '',
  logPath: '',
  durationMs: 1,
};
const junit =
  '<testsuites><testsuite tests="1" failures="0" errors="0" skipped="0">' +
  '<testcase classname="tests.test_a" name="test_a" file="tests/test_a.py" line="1" time="0.1"/>' +
  '</testsuite></testsuites>';
const record = { rootDir: '/project', collected: 1, ran: 1, workers: 0, exitStatus: 0 };

describe('a run of pytest', () => {
  it('is evidence when exit code, report and record agree', () => {
    const reading = readRun({ result, junit, record: JSON.stringify(record), configFile: undefined });
    expect(reading).toMatchObject({ isWhole: true, results: [{ state: 'passed' }] });
  });

  it.each(Object.keys(record))('is none when its record says nothing of %s', (key) => {
    const part = JSON.stringify({ ...record, [key]: undefined });
    const reading = readRun({ result, junit, record: part, configFile: undefined });
    expect(reading).toHaveProperty('reason', expect.stringContaining('left no report'));
  });
});
