import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { outcomeReader } from '../../src/run/validate-outcome.ts';
import { finding } from './rig.ts';

const read = outcomeReader((text) => text.replaceAll('hunter2', '***'));
const completed = (more: object): object => ({ status: 'completed', findings: [], ...more });
const withFinding = (more: object): object => completed({ findings: [{ ...finding('bad'), ...more }] });
const circular: Record<string, unknown> = completed({}) as Record<string, unknown>;
circular.metrics = { self: circular };

const garbage: readonly [string, unknown, string][] = [
  ['nothing', undefined, 'it is undefined, not an object'],
  ['null', null, 'it is null, not an object'],
  ['a text', 'ok', 'it is "ok", not an object'],
  ['an array', [], 'it is an array, not an object'],
  ['no status', {}, 'status is missing, not one of'],
  ['an unknown status', { status: 'success' }, 'status is "success", not one of completed'],
  ['a status by inheritance', { status: 'constructor' }, 'status is "constructor"'],
  ['no findings', { status: 'completed' }, 'findings is missing, not an array'],
  ['findings that are none', completed({ findings: {} }), 'findings is an object, not an array'],
  ['a finding that is none', completed({ findings: [1] }), 'findings[0] is 1, not an object'],
  ['a finding without a rule', withFinding({ ruleId: undefined }), 'findings[0].ruleId is missing'],
  [
    'an unknown severity',
    withFinding({ severity: 'HIGH' }),
    'findings[0].severity is "HIGH", not one of critical',
  ],
  ['an unknown kind', withFinding({ kind: 'lint' }), 'findings[0].kind is "lint"'],
  ['a message that is none', withFinding({ message: {} }), 'findings[0].message is an object'],
  [
    'line 0',
    withFinding({ location: { path: 'a', line: 0 } }),
    'findings[0].location.line is 0, not a whole number from 1 up',
  ],
  ['a flag that is none', withFinding({ fixable: 'yes' }), 'findings[0].fixable is "yes"'],
  [
    'a waiver of its own',
    withFinding({ suppression: { kind: 'waiver', reason: 'x' } }),
    'suppression.kind is "waiver"',
  ],
  [
    'a metric that is NaN',
    completed({ metrics: { coverage: Number.NaN } }),
    'outcome.metrics.coverage is NaN',
  ],
  [
    'a metric that is a text',
    completed({ metrics: { coverage: '80' } }),
    'metrics.coverage is "80", not a number',
  ],
  ['metrics that are none', completed({ metrics: [] }), 'metrics is an array, not an object'],
  [
    'a scope below zero',
    completed({ scope: { unit: 'files', seen: -1, missed: 0, detail: [] } }),
    'scope.seen is -1',
  ],
  ['a function', completed({ summary: () => '' }), 'outcome.summary is a function'],
  ['a bigint', completed({ extra: 1n }), 'outcome.extra is a bigint'],
  ['a Map', completed({ extra: new Map() }), 'outcome.extra is [object Map], not a plain object'],
  ['a Date', completed({ extra: [new Date()] }), 'outcome.extra[0] is [object Date]'],
  ['a circle', circular, 'outcome.metrics.self refers back to itself'],
  ['errored without a reason', { status: 'errored' }, 'reason is missing'],
  ['skipped with an empty reason', { status: 'skipped', reason: '' }, 'reason is an empty text'],
  [
    'a folder that is not absolute',
    completed({ provides: { path: ['bin'] } }),
    'has bin, which is not absolute',
  ],
  [
    'a folder that does not exist',
    completed({ provides: { path: ['/no/such/folder'] } }),
    'which is no folder',
  ],
  ['a file for a folder', completed({ provides: { path: [import.meta.filename] } }), 'which is no folder'],
  ['PATH as a variable', completed({ provides: { env: { PATH: '/bin' } } }), 'provides.env sets PATH'],
  ['a variable that is none', completed({ provides: { env: { 'A=B': 'x' } } }), 'names "A=B"'],
  [
    'a getter that throws',
    {
      get status() {
        throw new Error('no status for you');
      },
    },
    'no status for you',
  ],
];

describe('an outcome', () => {
  it.each(garbage)('with %s is garbage, and what was wrong is named', async (_name, value, problem) => {
    const reading = await read(value);
    expect(reading).toEqual({ garbage: expect.stringContaining(problem) });
  });

  it('names the first problems of many', async () => {
    const reading = await read(completed({ findings: [{}, {}] }));
    expect('garbage' in reading && reading.garbage).toMatch(/ and \d+ more$/u);
  });

  it('is copied as far as it is known, with secrets masked in words but not in names', async () => {
    const given = {
      ruleId: 'hunter2/x',
      tool: 'hunter2',
      kind: 'dependency',
      severity: 'high',
      message: 'uses hunter2',
      region: 'hunter2',
      location: { path: 'hunter2.py', line: 3, extra: 1 },
      package: { purl: 'pkg:pypi/a@1', name: 'a', version: '1', fixedVersions: [] },
      fingerprint: 'mine',
      state: 'existing',
      mergedFrom: [],
      unknown: 1,
    };
    expect(await read(completed({ findings: [given], other: 1, summary: undefined }))).toEqual({
      outcome: {
        status: 'completed',
        findings: [
          {
            ruleId: 'hunter2/x',
            tool: 'hunter2',
            kind: 'dependency',
            severity: 'high',
            message: 'uses ***',
            region: '***',
            location: { path: 'hunter2.py', line: 3 },
            package: { purl: 'pkg:pypi/a@1', name: 'a', version: '1', fixedVersions: [] },
          },
        ],
      },
    });
  });

  it('may share parts and come without a prototype', async () => {
    const shared = finding('bad');
    const value = Object.assign(Object.create(null), completed({ findings: [shared, shared] }));
    expect(await read(value)).toMatchObject({ outcome: { findings: [shared, shared] } });
  });

  it('may provide folders that exist and variables', async () => {
    const provides = { path: [import.meta.dirname], env: { VIRTUAL_ENV: '' } };
    expect(await read(completed({ provides }))).toMatchObject({ outcome: { provides } });
  });

  it('cannot be changed by the check later on', async () => {
    const findings: { message: string }[] = [{ ...finding('bad') }];
    const reading = await read(completed({ findings }));
    findings[0]!.message = 'nothing';
    findings.length = 0;
    expect(reading).toMatchObject({ outcome: { findings: [{ message: 'bad' }] } });
  });

  it('is never taken as it is, whatever is returned: it is garbage or survives JSON', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.anything({ withBigInt: true, withDate: true, withMap: true, withNullPrototype: true }),
        async (value) => {
          for (const candidate of [
            value,
            completed({ metrics: value }),
            completed({ findings: value }),
            withFinding({ steps: value }),
          ]) {
            const reading = await read(candidate);
            if ('outcome' in reading)
              expect(JSON.parse(JSON.stringify(reading.outcome))).toEqual(reading.outcome);
            else expect(reading.garbage).toMatch(/^the check returned no valid outcome: ./u);
          }
        },
      ),
    );
  });
});
