import { writeSync } from 'node:fs';
import type { CheckOutcome, ExecResult } from '@sluice/core';
import { SECRET, type Fault } from './example-plugin.ts';
import type { FaultRow } from './fault-row.ts';
import { leaveServer, leaveTimer } from './leave-open.ts';

export const JSON_SAFE = 'example/lint@de: completes, and its outcome survives JSON';
const PRINTS = 'example/lint@de: prints nothing directly';
const HANDLES = 'example/lint@de: leaves no handle open';
export const SECRETS = 'example/lint@de: puts no secret into its findings';
export const FINGERPRINTS = 'example/lint@de: keeps the fingerprints of its findings when lines move';
export const MISSING = 'example/lint@de: is errored when a program is missing';
const GARBAGE = 'example/lint@de: is errored when a program prints garbage';
const ABORT = 'example/lint@de: ends within the grace period when it is aborted';

const CLEAN: CheckOutcome = { status: 'completed', findings: [] };

/** Does something besides the good run. */
function besides(work: () => void): Fault {
  return {
    run: (_ctx, good) => {
      work();
      return good();
    },
  };
}

/** Takes an answer of the linter for that of a clean run. */
function mistaking(isMistaken: (answer: ExecResult) => boolean): Fault {
  return {
    run: async (ctx, good) => {
      const answer = await ctx.exec('linter', ['--json', 'de']);
      return isMistaken(answer) ? CLEAN : good();
    },
  };
}

/** Faults of a check's run. */
export const CHECK_FAULTS: readonly FaultRow[] = [
  [
    'an outcome that JSON cannot hold',
    JSON_SAFE,
    /outcome\.metrics\.share is NaN: return plain data only/,
    { run: async (_ctx, good) => ({ ...(await good()), metrics: { share: 0 / 0 } }) as CheckOutcome },
  ],
  [
    'a check that prints',
    PRINTS,
    /console\.warn: lines for people go to ctx\.log/,
    besides(() => console.warn('a')),
  ],
  [
    'a check that writes to stdout',
    PRINTS,
    /process\.stdout\.write/,
    besides(() => void process.stdout.write('')),
  ],
  ['a check that writes to a descriptor', PRINTS, /fs\.writeSync/, besides(() => void writeSync(1, ''))],
  ['a check that leaves a timer', HANDLES, /Timeout would keep the process alive/, besides(leaveTimer)],
  [
    'a check that leaves a server',
    HANDLES,
    /TCPSERVERWRAP would keep the process alive: clear timers, close servers/,
    besides(leaveServer),
  ],
  [
    'a finding with the secret in its message',
    SECRETS,
    /a finding holds "correct-…": name the rule and the place, and never the value/,
    { finding: ({ text }) => ({ message: `found ${text}` }) },
  ],
  [
    'a finding with an encoded secret',
    SECRETS,
    /a finding holds/,
    { finding: ({ text }) => ({ region: btoa(text) }) },
  ],
  [
    'a secret that it names, in a part of a finding that is never masked',
    SECRETS,
    /a finding holds/,
    {
      run: (ctx, good) => {
        ctx.secret(SECRET);
        return good();
      },
      finding: ({ text }) => ({ ruleId: `linter/${text}` }),
    },
  ],
  [
    'a finding with a credential that it was given',
    SECRETS,
    /a finding holds "contract…"/,
    {
      check: () => ({ env: ['EXAMPLE_TOKEN'] }),
      run: async (ctx, good) => {
        const { stdout } = await ctx.exec('sh', ['-c', 'printf %s "$EXAMPLE_TOKEN"']);
        ctx.finding({
          ruleId: 'linter/token',
          message: 'a token',
          helpUrl: `https://example.org/?${stdout}`,
        });
        return good();
      },
    },
  ],
  [
    'a region with the line in it',
    FINGERPRINTS,
    /linter\/bad-word at a\.txt:2 is another finding 3 lines further down.*give `region` the flagged text/,
    { finding: ({ line }) => ({ region: `line ${line}` }) },
  ],
  [
    'a path that is not relative',
    FINGERPRINTS,
    /a path relative to ctx\.cwd/,
    {
      run: async (ctx, good) => {
        const outcome = await good();
        if (outcome.status !== 'completed') return outcome;
        const location = { path: `${ctx.cwd}/b.txt`, line: 1 };
        const found = ctx.finding({ ruleId: 'linter/bad-word', message: 'a bad word', location });
        return { ...outcome, findings: [...outcome.findings, found] };
      },
    },
  ],
  [
    'a missing program taken for a clean run',
    MISSING,
    /without linter it ended as success: look at `missing`/,
    mistaking(({ missing }) => missing !== undefined),
  ],
  [
    'garbage taken for a clean run',
    GARBAGE,
    /linter printed garbage from its call 1 on, and it ended as success: return errored/,
    mistaking(({ exitCode, stdout }) => exitCode !== null && stdout.startsWith('<<<')),
  ],
  [
    'garbage of a later call taken for a clean run',
    GARBAGE,
    /garbage from its call 2 on/,
    {
      run: async (ctx, good) => {
        const outcome = await good();
        await ctx.exec('linter', ['--json', 'de']);
        return outcome;
      },
      check: () => ({ limits: [] }),
    },
  ],
  [
    'a check that goes on when it is asked to end',
    ABORT,
    /aborted at its start, it did not end within 500 ms[\s\S]*aborted while its first program runs/,
    {
      run: async (ctx, good) => {
        const outcome = await good();
        return ctx.signal.aborted ? new Promise(() => {}) : outcome;
      },
    },
  ],
];
