import { pluginContract, type ProgramScript } from '@sluice/core/testing';
import { describe, it } from 'vitest';
import { docker } from '../src/index.ts';
import { fixture } from './fixture.ts';

const VERSION = JSON.stringify({ Client: { Version: '28.2.2' }, Server: { Version: '20.10.24' } });
const DOCKERFILE =
  'FROM scratch\nCOPY busybox /bin/busybox\nRUN ["/bin/busybox","sh","-c","echo out; echo err >&2; exit 3"]\n';

/** An engine that builds nothing: as it was recorded. */
function failingDocker(): ProgramScript {
  return {
    name: 'docker',
    cases: [
      { when: ['version'], stdout: VERSION },
      {
        when: ['buildx', 'build'],
        stderr: fixture('buildx', 'failing-run', 'buildx-0.38.2-engine-20.10.24.txt'),
        exitCode: 1,
      },
      { when: ['buildx', 'version'], stdout: 'github.com/docker/buildx v0.38.2\n' },
      { when: ['buildx', 'inspect'], stdout: 'Name: default\nDriver: docker\n' },
      { when: ['info'], stdout: 'null' },
      { when: ['container', 'ls'] },
      { when: ['image', 'ls'] },
    ],
  };
}

function hadolint(movedBy: number): ProgramScript {
  const finding = {
    code: 'DL3059',
    column: 1,
    file: 'Dockerfile',
    level: 'warning',
    line: 3 + movedBy,
    message: 'Multiple consecutive RUN instructions.',
  };
  return { name: 'hadolint', cases: [{ stdout: JSON.stringify([finding]), exitCode: 1 }] };
}

describe('the docker plugin', () => {
  const cases = pluginContract(docker, {
    options: { image: 'orders' },
    files: { Dockerfile: DOCKERFILE, busybox: 'a program\n' },
    checks: [
      { id: 'docker/lint', programs: ({ movedBy }) => [hadolint(movedBy)] },
      { id: 'docker/build', programs: () => [failingDocker()] },
    ],
    notDriven: {
      'docker/scan': 'it works on the image that docker/build made; test/checks/scan.test.ts drives it',
      'docker/sbom': 'it works on the image that docker/build made; test/checks/sbom.test.ts drives it',
      'docker/smoke': 'it works on the image that docker/build made; test/checks/smoke.test.ts drives it',
    },
  });
  for (const { name, run } of cases) it(name, run);
});
