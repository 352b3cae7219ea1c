import { describe, expect, it } from 'vitest';
import { explainFailure } from '../../src/build/explain-failure.ts';
import { readBuildLog, type BuildLog } from '../../src/parse/build-log.ts';
import { readDockerfile } from '../../src/parse/dockerfile.ts';
import { fixture, recordings } from '../fixture.ts';

function readLog(text: string): BuildLog {
  const reader = readBuildLog();
  for (const line of text.split('\n')) reader.line(line);
  return reader.done();
}

function wordsOf(log: BuildLog, dockerfile: string): string {
  const failure = explainFailure({
    log,
    result: { exitCode: 1 },
    dockerfile: 'Dockerfile',
    instructions: readDockerfile(dockerfile),
  });
  if ('reason' in failure) return `errored: ${failure.reason}`;
  const { ruleId, location, message } = failure.finding;
  return `${ruleId}:${location?.line ?? ''} ${message}`;
}

const BASE = 'FROM scratch\nCOPY busybox /bin/busybox\n';

/** Each case as it was built, and what it comes to, by the classic engine and by a BuildKit of today. */
const CASES: readonly (readonly [string, string, RegExp])[] = [
  ['unknown-instruction', 'FROM scratch\nCOPPY a b\n', /^docker\/syntax:2 unknown instruction: COPPY/u],
  [
    'unknown-flag',
    'FROM scratch\n\nRUN --mount=typ=x foo\n',
    /^docker\/syntax:3 unexpected key 'typ' in 'typ=x'/u,
  ],
  ['no-instruction', '# nothing\n', /^docker\/syntax:1? it has no instruction/u],
  [
    'failing-run',
    `${BASE}RUN ["/bin/busybox","sh","-c","echo out; echo err >&2; exit 3"]\n`,
    /^docker\/run-failed:3 RUN \["\/bin\/busybox".*: ended with 3; it printed last: (?:out · err|err · out)$/u,
  ],
  [
    'missing-file',
    'FROM scratch\nCOPY nope.txt /\n',
    /^docker\/copy-missing:2 COPY nope\.txt \/: \/nope\.txt is not in the context/u,
  ],
  [
    'missing-program',
    `${BASE}RUN ["/bin/nope"]\n`,
    /^docker\/run-failed:3 RUN \["\/bin\/nope"\]: ended with 1; .*no such file/u,
  ],
  [
    'missing-shell',
    `${BASE}RUN echo hi\n`,
    /^docker\/run-failed:3 RUN echo hi: ended with 1; .*"\/bin\/sh": stat/u,
  ],
  ['missing-stage', BASE, /^docker\/target: there is no stage nope in it/u],
  [
    'base-name',
    'FROM Bad_UPPER:1\nRUN x\n',
    /^docker\/base-name:1 FROM Bad_UPPER:1: invalid reference format/u,
  ],
  [
    'blank-base',
    'ARG BASE\nFROM $BASE\n',
    /^docker\/base-name:2 FROM \$BASE is empty: its ARG has no value/u,
  ],
  [
    'registry-404',
    'FROM 127.0.0.1:5017/x404:1\n',
    /^docker\/base-not-found:1 the base image 127\.0\.0\.1:5017\/x404:1 does not exist/u,
  ],
  ['registry-401', 'FROM 127.0.0.1:5017/x401:1\n', /^errored: the registry.* wants a login .*401/u],
  ['registry-429', 'FROM 127.0.0.1:5017/x429:1\n', /^errored: the registry .*429 Too Many Requests/u],
  ['registry-503', 'FROM 127.0.0.1:5017/x503:1\n', /^errored: the registry .*503 Service Unavailable/u],
  [
    'registry-not-resolved',
    'FROM pyton:3.12\n',
    /^errored: the registry registry-1\.docker\.io cannot be reached: .*no such host/u,
  ],
  [
    'registry-refuses-connection',
    'FROM localhost:1/x:1\n',
    /^errored: the registry localhost:1 cannot be reached: .*connection refused/u,
  ],
];

describe.each(CASES)('the recorded build %s', (name, dockerfile, says) => {
  it.each(recordings('buildx', name))('is explained as %s has it', (file) => {
    expect(wordsOf(readLog(fixture('buildx', name, file)), dockerfile)).toMatch(says);
  });
});

describe('a build that failed', () => {
  const none: BuildLog = { steps: [], failures: [], warnings: [] };

  it('is never a pass, nor the project’s fault, when nobody can say why', () => {
    expect(wordsOf({ ...none, error: 'failed to build: a new kind of trouble' }, '')).toBe(
      'errored: docker buildx exited with 1: a new kind of trouble',
    );
    expect(wordsOf(none, '')).toBe('errored: docker buildx exited with 1 and said nothing');
  });

  it('for want of room is the engine’s fault, wherever that is said', () => {
    const reason = /^errored: no space is left where docker keeps its data; make room/u;
    expect(wordsOf({ ...none, error: 'write /var/lib/docker/tmp/x: no space left on device' }, '')).toMatch(
      reason,
    );
    const step = {
      name: 'RUN pip install x',
      stage: '',
      at: 1,
      of: 1,
      isCached: false,
      error: 'process "x" did not complete successfully: exit code: 1',
      tail: ['OSError: [Errno 28] No space left on device'],
    };
    expect(wordsOf({ ...none, steps: [step] }, 'FROM scratch\nRUN pip install x\n')).toMatch(reason);
  });

  it('is not called the registry’s fault by what a step of the project prints', () => {
    const step = {
      name: 'RUN pytest',
      stage: '',
      at: 1,
      of: 1,
      isCached: false,
      error: 'process "pytest" did not complete successfully: exit code: 1',
      tail: ['429 Too Many Requests', 'rpc error: code = Unavailable'],
    };
    expect(wordsOf({ ...none, steps: [step], error: 'exit code: 1' }, 'FROM scratch\nRUN pytest\n')).toMatch(
      /^docker\/run-failed:2 RUN pytest: ended with 1/u,
    );
  });
});
