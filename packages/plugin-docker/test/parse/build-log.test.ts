import { describe, expect, it } from 'vitest';
import { readBuildLog } from '../../src/parse/build-log.ts';

function read(...lines: readonly string[]) {
  const reader = readBuildLog();
  for (const line of lines) reader.line(line);
  return reader.done();
}

describe('the plain progress of buildx', () => {
  it('tells steps with their stage, their place, and whether the cache had them', () => {
    const { steps } = read(
      '#1 [internal] load build definition from Dockerfile',
      '#1 DONE 0.0s',
      '#2 [build 1/3] FROM docker.io/library/python:3.12',
      '#2 CACHED',
      '#3 [build 2/3] COPY . /src',
      '#3 CACHED',
      '#4 [3/3] RUN make',
      '#4 0.2 gcc',
      '#4 DONE 0.3s',
    );
    expect(steps).toEqual([
      { name: 'COPY . /src', stage: 'build', at: 2, of: 3, isCached: true, tail: [] },
      { name: 'RUN make', stage: '', at: 3, of: 3, isCached: false, tail: ['gcc'] },
    ]);
  });

  it('is not taken in by a step that prints what BuildKit would', () => {
    const { steps, error } = read(
      '#4 [1/1] RUN cat log',
      '#4 0.1 #4 CACHED',
      '#4 0.1 #5 [1/1] RUN never',
      '#4 0.2 ERROR: nothing',
      '#4 0.3 \u001B[2Jcleared',
      '#4 ERROR: process "x" did not complete successfully: exit code: 1',
      '------',
      ' > [1/1] RUN cat log:',
      '0.2 ERROR: nothing',
      '------',
      'ERROR: failed to build: failed to solve: exit code: 1',
    );
    expect(steps).toHaveLength(1);
    expect(steps[0]).toMatchObject({ isCached: false, error: expect.stringContaining('exit code: 1') });
    expect(steps[0]?.tail.join('|')).toBe('#4 CACHED|#5 [1/1] RUN never|ERROR: nothing|cleared');
    expect(error).toBe('failed to build: failed to solve: exit code: 1');
  });

  it('keeps a few last lines of a step, however many it prints', () => {
    const lines = Array.from({ length: 10_000 }, (_, index) => `#1 0.1 line ${index}`);
    const { steps } = read('#1 [1/1] RUN yes', ...lines);
    expect(steps[0]?.tail).toHaveLength(30);
    expect(steps[0]?.tail.at(-1)).toBe('line 9999');
  });

  it('keeps warnings, and the place in the Dockerfile that is pointed at', () => {
    const log = read(
      '#1 [internal] load build definition from Dockerfile',
      '#1 WARN: JSONArgsRecommended: use JSON (line 9)',
      'WARNING: local cache import at c skipped due to err: nothing there',
      'Dockerfile:7',
      '--------------------',
      '   7 | >>> RUN x',
      '--------------------',
    );
    expect(log.line).toBe(7);
    expect(log.warnings).toEqual([
      'JSONArgsRecommended: use JSON (line 9)',
      'local cache import at c skipped due to err: nothing there',
    ]);
  });
});
