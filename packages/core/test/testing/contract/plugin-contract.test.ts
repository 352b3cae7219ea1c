import { spawnSync } from 'node:child_process';
import { existsSync, writeFileSync, writeSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { z, type CheckOutcome, type ExecResult } from '@sluice/core';
import { pluginContract, type ContractCase, type ContractCases } from '@sluice/core/testing';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { exampleCases, examplePlugin, type Fault } from './example-plugin.ts';

const CLEAN: CheckOutcome = { status: 'completed', findings: [] };

function caseOf(name: string, cases: readonly ContractCase[]): ContractCase {
  const found = cases.find((one) => one.name === name);
  if (found === undefined) throw new Error(`no case ${name}`);
  return found;
}

/** Every case that does not hold, with its message. */
async function broken(cases: readonly ContractCase[]): Promise<Readonly<Record<string, string>>> {
  const ended = await Promise.allSettled(cases.map(({ run }) => run()));
  const entries = ended.flatMap((one, index) =>
    one.status === 'fulfilled' ? [] : [[cases[index]?.name ?? '', (one.reason as Error).message] as const],
  );
  return Object.fromEntries(entries);
}

describe('a plugin that keeps the contract', () => {
  for (const { name, run } of pluginContract(examplePlugin(), exampleCases())) it(name, run);

  it('has a name of its own for each case', () => {
    const names = pluginContract(examplePlugin(), exampleCases()).map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(names.length).toBeGreaterThan(12);
  });

  it('keeps it also when all cases run at once', async () => {
    expect(await broken(pluginContract(examplePlugin(), exampleCases()))).toEqual({});
  });

  it('has no case of findings and programs that it says it does not have', () => {
    const cases = exampleCases({}, { finds: false, needsPrograms: [] });
    const names = pluginContract(examplePlugin(), cases)
      .map(({ name }) => name)
      .filter((name) => /fingerprint|missing|garbage/u.test(name));
    expect(names).toEqual([]);
  });
});

const SETUP = 'touches no program, disk, network, environment or clock in setup';
const TAPS = 'runs no program and writes no file in its check taps';
const JSON_SAFE = 'example/lint@de: completes, and its outcome survives JSON';
const PRINTS = 'example/lint@de: prints nothing directly';
const HANDLES = 'example/lint@de: leaves no handle open';
const SECRETS = 'example/lint@de: puts no secret into its findings';
const FINGERPRINTS = 'example/lint@de: keeps the fingerprints of its findings when lines move';
const MISSING = 'example/lint@de: is errored when a program is missing';
const GARBAGE = 'example/lint@de: is errored when a program prints garbage';
const ABORT = 'example/lint@de: ends within the grace period when it is aborted';

let setups = 0;
let collections = 0;
const opened: (() => void)[] = [];

afterEach(() => {
  for (const close of opened.splice(0)) close();
});

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

function leaveTimer(): void {
  const timer = setInterval(() => {}, 10_000);
  opened.push(() => clearInterval(timer));
}

function leaveServer(): void {
  const server = createServer().listen(0);
  opened.push(() => server.close());
}

/** What is wrong, which case says so, in which words, and the fault. */
type Row = readonly [what: string, name: string, words: RegExp, fault: Fault];

const FAULTS_OF_PLUGINS: readonly Row[] = [
  [
    'a schema that lets everything through',
    'refuses an option it does not know, by name',
    /example took the option optionThatNobodyHas and said nothing: make its schema strict/,
    { options: z.looseObject({}) },
  ],
  [
    'a tap of another name every time',
    'makes the same taps every time it is set up',
    /name them by constants/,
    {
      setup: (hooks) => {
        setups += 1;
        hooks.gate.tap(`gate-${setups}`, () => {});
      },
    },
  ],
  ['setup that runs a program', SETUP, /child_process\.spawnSync/, { setup: () => void spawnSync('true') }],
  ['setup that looks at the disk', SETUP, /fs\.existsSync/, { setup: () => void existsSync('/') }],
  ['setup that reads a file later', SETUP, /readFile/, { setup: () => void readFile('/dev/null') }],
  [
    'setup that asks the network',
    SETUP,
    /globalThis\.fetch: do so in a tap/,
    { setup: () => void fetch('http://127.0.0.1:9').catch(() => {}) },
  ],
  ['setup that reads a variable', SETUP, /process\.env\.HOME/, { setup: () => void process.env['HOME'] }],
  [
    'setup that looks whether one is there',
    SETUP,
    /CI in process\.env/,
    { setup: () => void ('CI' in process.env) },
  ],
  ['setup that reads all', SETUP, /names of process\.env/, { setup: () => void Object.keys(process.env) }],
  ['setup that reads the clock', SETUP, /Date\.now\(\)/, { setup: () => void Date.now() }],
  ['setup that makes a date', SETUP, /new Date\(\)/, { setup: () => void new Date() }],
  ['setup that writes a date', SETUP, / Date\(\)/, { setup: () => void Date() }],
  ['setup that measures time', SETUP, /performance\.now/, { setup: () => void performance.now() }],
  [
    'other checks every time',
    'adds the same checks every time, in the same order',
    /let checks depend on the options/,
    {
      check: () => {
        collections += 1;
        return { title: `Lint ${collections}` };
      },
    },
  ],
  [
    'a check tap that runs a program',
    TAPS,
    /planning must change nothing/,
    { tap: () => void spawnSync('true') },
  ],
  [
    'a check tap that writes a file',
    TAPS,
    /fs\.writeFileSync/,
    { tap: ({ cwd }) => writeFileSync(`${cwd}/plan.txt`, '') },
  ],
  [
    'setup that prints',
    'prints nothing in setup and in its check taps',
    /console\.log: what a check has to say goes to ctx\.log/,
    { setup: () => console.log('hello') },
  ],
  [
    'a check tap that prints',
    'prints nothing in setup and in its check taps',
    /process\.stderr\.write/,
    { tap: () => void process.stderr.write('') },
  ],
  [
    'a check tap that leaves a timer',
    'leaves no handle open in setup and in its check taps',
    /Timeout would keep the process alive: clear timers/,
    { tap: leaveTimer },
  ],
  [
    'a check that nobody drives',
    'has each of its checks driven here, or left out for a reason',
    /example\/other is not driven: add it to checks, or to notDriven/,
    { tap: ({ add }) => add({ id: 'example/other', title: 'Other', run: () => CLEAN }) },
  ],
];

const FAULTS_OF_CHECKS: readonly Row[] = [
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
    /aborted at its start, it did not end within 50 ms[\s\S]*aborted while its first program runs/,
    {
      run: async (ctx, good) => {
        const outcome = await good();
        return ctx.signal.aborted ? new Promise(() => {}) : outcome;
      },
    },
  ],
];

describe('a plugin that breaks the contract', () => {
  beforeEach(() => {
    for (const name of ['log', 'warn'] as const) vi.spyOn(console, name).mockImplementation(() => {});
  });

  // Without its check driven: that would take a second for each, and shows nothing of a setup or a tap.
  const undriven = exampleCases({
    checks: [],
    notDriven: { 'example/lint': 'only setup and taps are looked at' },
  });

  it.each(FAULTS_OF_PLUGINS)('by %s fails one case, `%s`', async (_what, name, words, fault) => {
    const found = await broken(pluginContract(examplePlugin(fault), undriven));
    expect(found).toEqual({ [name]: expect.stringMatching(words) });
  });

  it.each(FAULTS_OF_CHECKS)('by %s fails one case, `%s`', async (_what, name, words, fault) => {
    const found = await broken(pluginContract(examplePlugin(fault), exampleCases()));
    expect(found).toEqual({ [name]: expect.stringMatching(words) });
  });
});

describe('cases that would show nothing', () => {
  it.each<[what: string, name: string, words: RegExp, cases: ContractCases]>([
    [
      'programs that give nothing to find',
      FINGERPRINTS,
      /it found nothing: give programs or files with something to find, or `finds: false`/,
      exampleCases({}, { programs: () => [{ name: 'linter', cases: [{ stdout: '[]' }] }] }),
    ],
    [
      'programs that say the same lines after lines moved',
      FINGERPRINTS,
      /no line moved, so nothing was shown: add `movedBy`/,
      exampleCases(
        {},
        {
          programs: () => [
            { name: 'linter', cases: [{ exitCode: 1, stdout: '[{"path":"a.txt","line":2,"text":""}]' }] },
          ],
        },
      ),
    ],
    [
      'a scanner of secrets without a secret',
      SECRETS,
      /it reports secrets: name in `secrets` what its programs print/,
      exampleCases({}, { secrets: [] }),
    ],
    [
      'programs that it never runs',
      MISSING,
      /it never ran formatter by ctx\.exec, so nothing was shown: correct `needsPrograms`/,
      exampleCases({}, { needsPrograms: ['formatter'], judgesBy: 'exit-code' }),
    ],
    [
      'a reason that says nothing',
      'has each of its checks driven here, or left out for a reason',
      /example\/lint is not driven for no reason: give one/,
      exampleCases({ checks: [], notDriven: { 'example/lint': ' ' } }),
    ],
    [
      'a check that is not there',
      'has each of its checks driven here, or left out for a reason',
      /example\/typo is named, but not added in this workspace: only example\/lint is/,
      exampleCases({ notDriven: { 'example/typo': 'it does not exist' } }),
    ],
    [
      'programs with which it does not complete',
      JSON_SAFE,
      /it ended as errored: the linter ended with 2; look at its programs and files in the cases/,
      exampleCases({}, { programs: () => [{ name: 'linter', cases: [{ exitCode: 2 }] }] }),
    ],
  ])('such as %s fail, in `%s`', async (_what, name, words, cases) => {
    await expect(caseOf(name, pluginContract(examplePlugin(), cases)).run()).rejects.toThrow(words);
  });

  it('such as a check without any program fail, unless it is said that it needs none', async () => {
    const plugin = examplePlugin({ check: () => ({ tools: [] }) });
    const cases = pluginContract(plugin, exampleCases({}, { programs: undefined }));
    await expect(caseOf(MISSING, cases).run()).rejects.toThrow(
      /it has neither tools nor scripted programs: name what it runs in `needsPrograms`, or give `\[\]`/u,
    );
  });

  it('such as a check of another name, or one that is disabled, say so in every case of it', async () => {
    const [other] = pluginContract(examplePlugin(), exampleCases({}, { id: 'example/typo' })).slice(-1);
    await expect(other?.run()).rejects.toThrow(
      'the plugin adds no check example/typo in this workspace, only example/lint',
    );
    const plugin = examplePlugin({ check: () => ({ disabled: 'option lint is false' }) });
    const [disabled] = pluginContract(plugin, exampleCases()).slice(-1);
    await expect(disabled?.run()).rejects.toThrow('is disabled (option lint is false): give options');
  });

  it('such as a plugin that cannot be assembled, or whose tap fails, say so', async () => {
    const wrong = pluginContract(examplePlugin(), exampleCases({ options: { level: 1 } }));
    await expect(wrong[1]?.run()).rejects.toThrow(/the plugin was not assembled:\n {2}- .*level/u);
    const failing = examplePlugin({ tap: () => Promise.reject(new Error('no disk')) });
    const taps = pluginContract(failing, exampleCases());
    await expect(taps[3]?.run()).rejects.toThrow('its check tap lint failed: no disk');
    const invalid = examplePlugin({ check: () => ({ title: '' }) });
    await expect(pluginContract(invalid, exampleCases())[3]?.run()).rejects.toThrow(/title/u);
  });
});
