import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { childEnv } from '../../src/exec/child-env.ts';
import { createExec } from '../../src/exec/exec.ts';
import { createRedactor } from '../../src/exec/redact.ts';
import type { CheckContext, CheckOutcome } from '../../src/model/check.ts';
import { command, type CommandOptions } from '../../src/plugin/command.ts';

// The same command lines through the real exec: what a shell, a signal and a log do is theirs to say.

let cwd = '';
beforeEach(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'sluice command '));
});
afterEach(() => rm(cwd, { recursive: true }));

async function run(
  argv: readonly string[],
  options: CommandOptions = {},
  env: Record<string, string> = {},
): Promise<CheckOutcome> {
  const all = { ...process.env, ...env };
  const exec = createExec({
    cwd,
    env: childEnv(all, []),
    path: [],
    logPath: join(cwd, 'logs', 'a.log'),
    signal: new AbortController().signal,
    redactor: createRedactor(all),
    graceMs: 100,
    onCommand: () => {},
  });
  const context = {
    cwd,
    cell: {},
    exec,
    finding: (partial: object) => ({ tool: 'x', kind: 'code', severity: 'medium', ...partial }),
    artifact: () => {},
    secret: () => {},
  };
  return command('docs', argv, options).run(context as unknown as CheckContext);
}
const sh = (script: string): readonly string[] => ['sh', '-c', script];

describe('a command line, really run', () => {
  it.each([
    ['exit code 0', sh('echo fine'), { status: 'completed', findings: [] }],
    [
      'another exit code',
      sh('echo out; echo err >&2; exit 3'),
      { findings: [{ message: 'exit code 3\nout\nerr' }] },
    ],
    [
      'exit code 127',
      sh('no-such-program-here'),
      {
        status: 'errored',
        reason: expect.stringMatching(/^exit code 127: a program was not found\n.*no-such-program-here/u),
      },
    ],
    [
      'a signal',
      sh('kill -TERM $$'),
      { status: 'errored', reason: expect.stringMatching(/^sh was ended by SIGTERM/u) },
    ],
    [
      'a missing program',
      ['no-such-program-here'],
      {
        status: 'errored',
        reason: expect.stringMatching(/^no-such-program-here could not be started: .*not found/u),
      },
    ],
    [
      'a report',
      sh('echo "<testsuite><testcase name=\\"a\\"/></testsuite>" > r.xml'),
      { status: 'completed', findings: [] },
    ],
  ] as const)('ends with %s', async (name, argv, expected) => {
    expect(await run(argv, name === 'a report' ? { report: { junit: 'r.xml' } } : {})).toMatchObject(
      expected,
    );
  });

  it('gets the variables that are set for it', async () => {
    const outcome = await run(sh('echo "mode $MODE"; exit 1'), { env: { MODE: 'strict' } });
    expect(outcome).toMatchObject({ findings: [{ message: 'exit code 1\nmode strict' }] });
  });

  it('quotes no secret', async () => {
    const outcome = await run(
      sh('echo "token is hunter2-hunter2"; exit 1'),
      {},
      { API_TOKEN: 'hunter2-hunter2' },
    );
    expect(JSON.stringify(outcome)).toContain('token is');
    expect(JSON.stringify(outcome)).not.toContain('hunter2');
  });
});
