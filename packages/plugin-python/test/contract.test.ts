import {
  pluginContract,
  type ContractCheck,
  type ProgramsAt,
  type ProgramScript,
} from '@sluice/core/testing';
import { describe, it } from 'vitest';
import { python } from '../src/index.ts';
import { PINS } from '../src/tools/pins.ts';
import { fixture } from './fixture.ts';
import { here, played } from './recorded-program.ts';

const BAD = `import sys
import os
from typing import List



def f(a,b):
    x = 1
    return  {'a':a,
  'b': b}

def g() -> int:
    return "x"

g().nothing
import json, abc
l = 1
if l == None: print("é" , l)
`;

/** The project of the recordings called `findings`, and what was recorded beside it. */
const FILES = {
  'app/__init__.py': '',
  'app/a.py': 'import os\n',
  'app/bad file.py': BAD,
  'app/branching.py': 'def f(x: int) -> int:\n    return x\n',
};

const black: ContractCheck = {
  id: 'python/black',
  programs: (at) => [
    {
      name: 'black',
      cases: [
        played(['black-diff', 'findings', PINS.black.version], at, ['--diff']),
        played(['black', 'findings', PINS.black.version], at),
      ],
    },
  ],
};

const isort: ContractCheck = {
  id: 'python/isort',
  programs: (at) => [
    {
      name: 'isort',
      cases: [
        played(['isort-files', 'findings', PINS.isort.version], at, ['--show-files']),
        played(['isort-diff', 'findings', PINS.isort.version], at, ['--diff']),
        played(['isort', 'findings', PINS.isort.version], at),
      ],
    },
  ],
};

/** Ruff, which is asked for its files by every check that runs it. */
function ruffSaying(at: ProgramsAt, tool: string, project: string): readonly ProgramScript[] {
  const { version } = PINS.ruff;
  const files = played(['ruff-files', 'findings', version], at, ['--show-files']);
  return [{ name: 'ruff', cases: [files, played([tool, project, version], at)] }];
}

const ruff: ContractCheck = { id: 'python/ruff', programs: (at) => ruffSaying(at, 'ruff', 'findings') };

const complexity: ContractCheck = {
  id: 'python/complexity',
  programs: (at) => ruffSaying(at, 'complexity', 'branching'),
};

const ruffFormat: ContractCheck = {
  id: 'python/ruff-format',
  programs: (at) => [{ name: 'ruff', cases: [played(['ruff-format', 'findings', PINS.ruff.version], at)] }],
};

const mypy: ContractCheck = {
  id: 'python/mypy',
  programs: (at) => [
    { name: 'python', cases: [{ stdout: '/usr/bin/python3\n' }] },
    { name: 'mypy', cases: [played(['mypy', 'findings', PINS.mypy.version], at)] },
  ],
};

const PYTEST = '9.2.0';

const pytest: ContractCheck = {
  id: 'python/pytest@3.12',
  programs: (at) => [
    {
      name: 'python',
      cases: [
        {
          when: ['-I'],
          stdout: JSON.stringify({
            python: '3.12.9',
            path: '/usr/bin/python3.12',
            pytest: PYTEST,
            coverage: '7.17.4',
            hasRecorder: true,
          }),
        },
        {
          when: ['pytest'],
          exitCode: 1,
          writes: [
            { argument: '--junitxml', text: here(fixture(`pytest/outcomes/junit.pytest-${PYTEST}.xml`), at) },
            {
              argument: '--sluice-record',
              text: JSON.stringify({
                pytest: PYTEST,
                rootDir: at.cwd,
                collected: 21,
                ran: 21,
                workers: 0,
                exitStatus: 1,
              }),
            },
          ],
        },
        {
          when: ['json'],
          writes: [{ argument: '-o', text: fixture('coverage-json/lines/coverage-7.17.4.json') }],
        },
        { when: ['xml'], writes: [{ argument: '-o', text: '<coverage/>' }] },
        { when: ['combine'] },
      ],
    },
  ],
};

const e2e: ContractCheck = {
  id: 'python/e2e',
  programs: () => [{ name: 'end-to-end', cases: [{ stdout: '2 of 9 failed\n', exitCode: 1 }] }],
  judgesBy: 'exit-code',
};

/** What pytest measured before, for the checks that look at nothing else. */
const MEASURED = {
  '.sluice/python/last-pytest/3.12.json': JSON.stringify({
    tests: [{ id: 'tests/test_a.py::test_slow', durationMs: 900 }],
    coverage: { percent: 80, covered: 800, total: 1000 },
  }),
};

const slowest: ContractCheck = {
  id: 'python/slowest',
  files: MEASURED,
  programs: () => [
    {
      name: 'python',
      cases: [
        { when: ['cProfile'], writes: [{ argument: '-o', text: 'a profile' }] },
        { when: ['-c'], writes: [{ argument: -1, text: 'the functions that took longest' }] },
      ],
    },
  ],
  // It lists durations whether or not the slowest test can be profiled.
  needsPrograms: [],
  finds: false,
};

const coverageTrend: ContractCheck = {
  id: 'python/coverage-trend',
  files: MEASURED,
  needsPrograms: [],
  history: [
    {
      runId: '1',
      id: 'python/coverage-trend',
      startedAt: '2026-01-01T00:00:00.000Z',
      durationMs: 1,
      conclusion: 'success',
      metrics: { coverage: 90 },
    },
  ],
};

const ENVIRONMENT = 'it makes a real environment: no script stands for an interpreter and an index';

describe('with Black and isort', () => {
  const cases = pluginContract(python, {
    options: { e2e: { command: ['end-to-end'] } },
    files: FILES,
    checks: [black, isort, ruff, mypy, complexity, pytest, e2e, slowest, coverageTrend],
    notDriven: { 'python/env': ENVIRONMENT },
  });
  for (const { name, run } of cases) it(name, run);
});

describe("with Ruff's formatter", () => {
  const above = 'it is the same as with Black, above';
  const cases = pluginContract(python, {
    options: { formatter: 'ruff' },
    files: FILES,
    checks: [ruffFormat],
    notDriven: {
      'python/env': ENVIRONMENT,
      'python/ruff': above,
      'python/mypy': above,
      'python/complexity': above,
      'python/pytest': above,
      'python/slowest': above,
      'python/coverage-trend': above,
    },
  });
  for (const { name, run } of cases) it(name, run);
});
