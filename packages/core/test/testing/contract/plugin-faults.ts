import { spawnSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { z } from '@sluice/core';
import type { FaultRow } from './fault-row.ts';
import { leaveTimer } from './leave-open.ts';

const SETUP = 'touches no program, disk, network, environment or clock in setup';
const TAPS = 'runs no program and writes no file in its check taps';

let setups = 0;
let collections = 0;

/** Faults of setup and of check taps. */
export const PLUGIN_FAULTS: readonly FaultRow[] = [
  [
    'a schema that lets everything through',
    'refuses an option it does not know, by name',
    /example took the option optionThatNobodyHas and said nothing: make its schema strict/,
    { options: z.looseObject({}) },
  ],
  [
    'a rule of triage that may take for ever',
    'gives rules of triage that can be used',
    /grid-lost: its pattern repeats something without a bound/,
    {
      failureRules: [
        {
          id: 'grid-lost',
          verdict: 'transient',
          category: 'connection-reset',
          pattern: 'grid.*lost',
          source: 'the manual of the grid',
          mustMatch: ['grid: session lost'],
          mustNotMatch: ['grid: session refused'],
        },
      ],
    },
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
    {
      tap: ({ add }) =>
        add({ id: 'example/other', title: 'Other', run: () => ({ status: 'completed', findings: [] }) }),
    },
  ],
];
