import { describe, expect, it } from 'vitest';
import type { ExecResult } from '@sluice/core';
import { engineWords, whyNoEngine } from '../../src/engine/why-no-engine.ts';
import { fixture, recordings } from '../fixture.ts';

const result = (more: Partial<ExecResult>): ExecResult => ({
  exitCode: 1,
  timedOut: false,
  stdout: '',
  stderr: '',
  logPath: '',
  durationMs: 1,
  ...more,
});

/** What docker says, and what a person is told: what is wrong, and what to do. */
const CASES: readonly (readonly [string, RegExp])[] = [
  ['daemon-down', /^the docker daemon does not answer at unix:\/\/\/run\/none\.sock; start it/u],
  ['daemon-down-tcp', /^the docker daemon does not answer at tcp:\/\/127\.0\.0\.1:1; start it/u],
  ['no-permission', /^no permission on unix:\/\/\/run\/sluice\/engine\.sock; add this user to the group/u],
  ['api-too-new', /^docker speaks API 1\.50 here and the daemon at most 1\.41; unset DOCKER_API_VERSION/u],
  ['no-buildx', /^docker has no buildx here; install its plugin/u],
];

describe.each(CASES)('an engine with %s', (name, says) => {
  it.each(recordings('docker', name))('is told from the words of %s', (file) => {
    expect(whyNoEngine(result({ stderr: fixture('docker', name, file) }))).toMatch(says);
  });
});

describe('an engine', () => {
  it.each([
    // As docker 29 words them.
    [
      'failed to connect to the docker API at unix:///var/run/docker.sock; check if the path is correct',
      /^the docker daemon does not answer at unix:\/\/\/var\/run\/docker\.sock; start/u,
    ],
    [
      'permission denied while trying to connect to the docker API at unix:///var/run/docker.sock: dial',
      /^no permission on unix:\/\/\/var\/run\/docker\.sock; add/u,
    ],
    [
      'Error response from daemon: client version 1.24 is too old. Minimum supported API version is 1.44, please',
      /daemon 1\.44 or later/u,
    ],
    [
      'write /var/lib/docker/x: no space left on device',
      /^no space is left where docker keeps its data; make room/u,
    ],
  ])('is told from %j', (stderr, says) => {
    expect(whyNoEngine(result({ stderr }))).toMatch(says);
  });

  it('that is not there, hangs or crashes is told from how docker ended', () => {
    expect(whyNoEngine(result({ exitCode: null, missing: 'not found' }))).toMatch(
      /^docker is not installed here; install/u,
    );
    expect(whyNoEngine(result({ exitCode: null, timedOut: true }))).toMatch(
      /^docker did not answer in time/u,
    );
    expect(whyNoEngine(result({ exitCode: null, signal: 'SIGKILL' }))).toBe('docker was ended by SIGKILL');
    expect(whyNoEngine(result({ exitCode: 3, stderr: 'one\n\u001B[31mtwo\n' }))).toBe(
      'docker exited with 3: one · two',
    );
    expect(whyNoEngine(result({ exitCode: 0 }))).toBeUndefined();
    expect(engineWords('all is well')).toBeUndefined();
  });
});
