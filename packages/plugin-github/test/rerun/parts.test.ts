import { describe, expect, it } from 'vitest';
import { decideWaiting, type WaitingFacts } from '../../src/rerun/decide-waiting.ts';
import { hostsOf } from '../../src/rerun/hosts-of.ts';
import type { LedgerEntry } from '../../src/rerun/ledger.ts';
import { mergeLedgers } from '../../src/rerun/merge-ledgers.ts';
import { reportOnly } from '../../src/rerun/report-only.ts';
import { withEntry } from '../../src/rerun/with-entry.ts';
import { entryOf, factsOf, HEAD, NOW, triageOf } from './facts.ts';

describe('the hosts of evidence', () => {
  it.each([
    ['npm error network request to https://Registry.example/left-pad failed', ['registry.example']],
    [
      "fatal: unable to access 'https://user:pw@g.example/a/': Could not resolve host: g.example",
      ['g.example'],
    ],
    ['dial tcp: lookup proxy.example on 127.0.0.53:53: server misbehaving', ['proxy.example']],
    ['getaddrinfo ENOTFOUND r.example', ['r.example']],
    ["HTTPSConnectionPool(host='files.example', port=443): Read timed out.", ['files.example']],
    ['Failed to connect to m.example port 443', ['m.example']],
    ['connect to localhost, http://127.0.0.1:80, https://x, http://../', []],
    ['The runner has received a shutdown signal.', []],
  ])('%s', (text, hosts) => {
    expect(hostsOf({ evidence: [{ line: 1, text, rule: 'r' }] })).toEqual(hosts);
  });

  it('are named once', () => {
    const { evidence } = triageOf();
    expect(hostsOf({ evidence: [...evidence, ...evidence] })).toEqual(['registry.example']);
  });
});

describe('a category is only reported', () => {
  const after = (...outcomes: readonly LedgerEntry['outcome'][]): boolean => {
    const entries = outcomes.map((outcome, index) =>
      entryOf({ runId: index + 1, ...(outcome === undefined ? {} : { outcome }) }),
    );
    return reportOnly({ schemaVersion: 1, entries }).has('npm');
  };

  it.each<[boolean, readonly LedgerEntry['outcome'][]]>([
    [false, []],
    [false, ['same']],
    [true, ['same', 'same']],
    [true, ['recovered', 'same', 'same', undefined, 'gave-up']],
    [false, ['same', 'same', 'recovered']],
    [false, ['same', 'other', 'same']],
    [false, ['same', 'recovered', 'same']],
  ])('%s after %j', (expected, outcomes) => {
    expect(after(...outcomes)).toBe(expected);
  });
});

describe('a run that waits', () => {
  const facts = (given: Partial<WaitingFacts>): WaitingFacts => ({
    entry: entryOf({ decision: 'wait', at: new Date(NOW - 3_600_000).toISOString() }),
    run: factsOf().run,
    nowMs: NOW,
    tip: HEAD,
    hasPassed: false,
    isDayFull: false,
    ...given,
  });
  const old = entryOf({ decision: 'wait', at: new Date(NOW - 6 * 3_600_000).toISOString() });

  it.each<[string, Partial<WaitingFacts>, string, string]>([
    ['for a host that nobody passed', {}, 'wait', 'host-down'],
    ['for one that a newer run passed', { hasPassed: true }, 'rerun', 'host-passed'],
    [
      'for one that a newer run passed, on a full day',
      { hasPassed: true, isDayFull: true },
      'wait',
      'host-down',
    ],
    ['for six hours', { entry: old }, 'no', 'gave-up'],
    ['for six hours, passed at last', { entry: old, hasPassed: true }, 'rerun', 'host-passed'],
    ['of a branch that has moved on', { tip: 'b'.repeat(40), hasPassed: true }, 'no', 'stale'],
    ['that somebody ran again', { run: { ...factsOf().run, attempt: 2 } }, 'no', 'not-first'],
  ])('%s', (_name, given, kind, reason) => {
    expect(decideWaiting(facts(given))).toMatchObject({ kind, reason });
  });
});

describe('the ledger', () => {
  it('has one entry for a run, and keeps the newest 500', () => {
    let ledger = withEntry({ schemaVersion: 1, entries: [] }, entryOf());
    for (let runId = 1; runId <= 510; runId += 1) {
      const at = new Date(NOW + runId).toISOString();
      ledger = withEntry(ledger, entryOf({ runId, at }));
      ledger = withEntry(ledger, entryOf({ runId, at, outcome: 'other' }));
    }
    expect(ledger.entries).toHaveLength(500);
    expect(ledger.entries[0]).toMatchObject({ runId: 11, outcome: 'other' });
  });

  it('of two that wrote at once has what both wrote, and never loses a rerun', () => {
    const of = (...entries: readonly LedgerEntry[]) => ({ schemaVersion: 1 as const, entries: [...entries] });
    const [rerun, refused, other] = [entryOf(), entryOf({ decision: 'no' }), entryOf({ runId: 2 })];
    expect(mergeLedgers(of(rerun), of(refused, other))).toEqual(of(rerun, other));
    expect(mergeLedgers(of(refused), of(rerun))).toEqual(of(rerun));
    const ended = entryOf({ outcome: 'recovered' });
    expect(mergeLedgers(of(rerun, other), of(ended))).toEqual(of(ended, other));
  });
});
