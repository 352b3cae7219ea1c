import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decideRerun } from '../../src/rerun/decide-rerun.ts';
import type { LedgerEntry } from '../../src/rerun/ledger.ts';
import type { JobFacts, RerunFacts, RunFacts } from '../../src/rerun/rerun-facts.ts';
import { entryOf, factsOf, HEAD, jobOf, NOW, triageOf } from './facts.ts';

const run = (given: Partial<RunFacts>): RerunFacts => factsOf({ run: { ...factsOf().run, ...given } });
const ledger = (...entries: readonly LedgerEntry[]): RerunFacts =>
  factsOf({ ledger: { schemaVersion: 1, entries: [...entries] } });
const lasting = jobOf({
  id: 9,
  name: 'unit',
  log: { triage: triageOf({ verdict: 'persistent', category: 'test' }) },
});
const gate = jobOf({ id: 8, name: 'sluice', startedAt: '2026-11-29T11:56:00Z', log: lasting.log! });
const [green] = factsOf().jobs!.slice(1) as [JobFacts];
const hour = (hours: number): string => new Date(NOW - hours * 3_600_000).toISOString();

describe('a failed run', () => {
  it.each<[string, RerunFacts, string, string]>([
    ['whose one failed job met a lost connection', factsOf(), 'rerun', 'transient'],
    ['that is a second attempt', run({ attempt: 2 }), 'no', 'not-first'],
    ['that is under way', run({ status: 'in_progress', conclusion: null }), 'no', 'not-completed'],
    ['that was cancelled', run({ conclusion: 'cancelled' }), 'no', 'cancelled'],
    ['that passed', run({ conclusion: 'success' }), 'no', 'not-failed'],
    ['that never started', run({ conclusion: 'startup_failure' }), 'no', 'not-failed'],
    ['of 31 days ago', run({ createdAt: hour(31 * 24) }), 'no', 'too-old'],
    ['of 29 days ago', run({ createdAt: hour(29 * 24) }), 'rerun', 'transient'],
    ['of a time that is none', run({ createdAt: 'x' }), 'no', 'too-old'],
    ['that was run again before', ledger(entryOf({ runId: 7 })), 'no', 'already-decided'],
    ['whose branch is gone', factsOf({ tip: null }), 'no', 'gone'],
    ['whose branch has moved on', factsOf({ tip: 'b'.repeat(40) }), 'no', 'stale'],
    [
      'a job of which was cancelled',
      factsOf({ jobs: [jobOf(), jobOf({ conclusion: 'cancelled' })] }),
      'no',
      'cancelled',
    ],
    ['no job of which failed', factsOf({ jobs: [green] }), 'no', 'nothing-failed'],
    [
      'in which four jobs failed',
      factsOf({ jobs: [1, 2, 3, 4].map((id) => jobOf({ id })) }),
      'no',
      'too-many-jobs',
    ],
    ['of which one log is gone', factsOf({ jobs: [jobOf({ log: { unreadable: '410' } })] }), 'no', 'no-log'],
    ['a failed test beside it', factsOf({ jobs: [jobOf(), lasting] }), 'no', 'not-transient'],
    [
      'of which nothing is known',
      factsOf({ jobs: [jobOf({ log: { triage: triageOf({ verdict: 'unknown' }) } })] }),
      'no',
      'not-transient',
    ],
    [
      'a job of which ran out of time',
      factsOf({ jobs: [{ ...lasting, conclusion: 'timed_out' }] }),
      'no',
      'not-transient',
    ],
    ['the job that decides, after it', factsOf({ jobs: [jobOf(), gate] }), 'rerun', 'transient'],
    ['the job that decides, alone', factsOf({ jobs: [gate] }), 'no', 'not-transient'],
    [
      'the job that decides, beside it',
      factsOf({ jobs: [jobOf(), { ...gate, startedAt: '2026-11-29T11:51:00Z' }] }),
      'no',
      'not-transient',
    ],
    [
      'of a category that failed the same way twice',
      ledger(
        entryOf({ runId: 1, at: hour(30), outcome: 'same' }),
        entryOf({ runId: 2, at: hour(29), outcome: 'same' }),
      ),
      'no',
      'report-only',
    ],
    ['at a host that another run failed at just now', ledger(entryOf()), 'wait', 'host-down'],
    ['at a host that another run waits for', ledger(entryOf({ decision: 'wait' })), 'wait', 'host-down'],
    ['at a host that another run got over', ledger(entryOf({ outcome: 'recovered' })), 'rerun', 'transient'],
    [
      'at a host that another run failed at an hour ago',
      ledger(entryOf({ at: hour(1) })),
      'rerun',
      'transient',
    ],
    ['while another host is down', ledger(entryOf({ hosts: ['mirror.example'] })), 'rerun', 'transient'],
    [
      'at a host named by a job that was not believed',
      ledger(entryOf({ decision: 'no' })),
      'rerun',
      'transient',
    ],
    [
      'after as many reruns in a day as may be',
      ledger(entryOf({ runId: 1, hosts: [] }), entryOf({ runId: 2, hosts: [], at: hour(23) })),
      'no',
      'day-limit',
    ],
    [
      'after as many reruns as may be, one of them yesterday',
      ledger(entryOf({ runId: 1, hosts: [] }), entryOf({ runId: 2, hosts: [], at: hour(25) })),
      'rerun',
      'transient',
    ],
  ])('%s: %#', (_name, facts, kind, reason) => {
    expect(decideRerun(facts)).toMatchObject({ kind, reason, words: expect.stringMatching(/\.$|: 410$/u) });
  });

  it('is asked about piece by piece, and no more than is needed', () => {
    const { tip: _, jobs: __, ...bare } = factsOf();
    expect(decideRerun(bare)).toEqual({ kind: 'need', what: 'tip' });
    expect(decideRerun({ ...bare, tip: HEAD })).toEqual({ kind: 'need', what: 'jobs' });
    const { log: ___, ...unread } = jobOf();
    expect(decideRerun({ ...bare, tip: HEAD, jobs: [unread] })).toEqual({ kind: 'need', what: 'logs' });
    expect(decideRerun({ ...bare, run: { ...bare.run, attempt: 2 } })).toMatchObject({ kind: 'no' });
  });
});

describe('laws of the decision', () => {
  const triage = fc.record({
    verdict: fc.constantFrom('transient', 'persistent', 'unknown'),
    category: fc.constantFrom('npm', 'dns', 'test'),
    confidence: fc.constant(1),
    evidence: fc.constantFrom(triageOf().evidence, []),
  }) as fc.Arbitrary<ReturnType<typeof triageOf>>;
  const job: fc.Arbitrary<JobFacts> = fc.record({
    id: fc.nat(),
    name: fc.constantFrom('test', 'lint', 'sluice'),
    conclusion: fc.constantFrom('success', 'failure', 'timed_out', 'cancelled', 'skipped', 'odd', null),
    startedAt: fc.constantFrom('2026-11-29T11:50:00Z', '2026-11-29T11:56:00Z'),
    completedAt: fc.constantFrom('2026-11-29T11:55:00Z', null),
    log: fc.oneof(
      triage.map((one) => ({ triage: one })),
      fc.constant({ unreadable: 'gone' }),
    ),
  });
  const entry: fc.Arbitrary<LedgerEntry> = fc
    .record({
      runId: fc.integer({ min: 1, max: 9 }),
      decision: fc.constantFrom('rerun' as const, 'wait' as const, 'no' as const),
      hosts: fc.constantFrom(['registry.example'], []),
      ago: fc.integer({ min: 0, max: 2000 }),
    })
    .map(({ ago, hosts, ...given }) =>
      entryOf({ ...given, hosts: [...hosts], at: new Date(NOW - ago * 60_000).toISOString() }),
    );
  const facts = fc
    .record({
      attempt: fc.integer({ min: 1, max: 3 }),
      conclusion: fc.constantFrom('failure', 'success', 'cancelled', null),
      tip: fc.constantFrom(HEAD, 'b'.repeat(40), null),
      jobs: fc.array(job, { maxLength: 5 }),
      entries: fc.array(entry, { maxLength: 4 }),
    })
    .map(({ attempt, conclusion, tip, jobs, entries }) =>
      factsOf({
        run: { ...factsOf().run, attempt, conclusion },
        tip,
        jobs,
        ledger: { schemaVersion: 1, entries },
      }),
    );

  it('only a first attempt that failed at the head, all of whose failures pass, is run again', () => {
    fc.assert(
      fc.property(facts, (given) => {
        if (decideRerun(given).kind === 'no') return;
        expect(given.run).toMatchObject({ attempt: 1, conclusion: 'failure' });
        expect(given.tip).toBe(HEAD);
        const red = given.jobs!.filter(({ conclusion }) =>
          ['failure', 'timed_out', 'odd'].includes(String(conclusion)),
        );
        expect(red.some(({ log }) => log && 'triage' in log && log.triage.verdict === 'transient')).toBe(
          true,
        );
        for (const { name, log } of red)
          if (name !== 'sluice') expect(log).toMatchObject({ triage: { verdict: 'transient' } });
      }),
    );
  });

  it('one more job that failed for good never brings a rerun, wherever it stands', () => {
    fc.assert(
      fc.property(facts, fc.nat(5), (given, at) => {
        const jobs = given.jobs!.toSpliced(at, 0, lasting);
        expect(decideRerun({ ...given, jobs }).kind).toBe('no');
      }),
    );
  });

  it('one more rerun in the ledger never brings one', () => {
    fc.assert(
      fc.property(facts, entry, (given, more) => {
        if (decideRerun(given).kind === 'rerun') return;
        const entries = [...given.ledger.entries, { ...more, decision: 'rerun' as const }];
        expect(decideRerun({ ...given, ledger: { schemaVersion: 1, entries } }).kind).not.toBe('rerun');
      }),
    );
  });

  it('the order of jobs changes nothing but which is named', () => {
    fc.assert(
      fc.property(facts, (given) => {
        const other = decideRerun({ ...given, jobs: given.jobs!.toReversed() });
        expect(other.kind).toBe(decideRerun(given).kind);
      }),
    );
  });
});
