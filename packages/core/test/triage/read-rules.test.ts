import { describe, expect, it } from 'vitest';
import type { FailureRule } from '../../src/plugin/plugin.ts';
import { classify } from '../../src/triage/classify.ts';
import { classifyLog } from '../../src/triage/classify-log.ts';
import { readRules } from '../../src/triage/read-rules.ts';
import { ruleSet } from '../../src/triage/rule-set.ts';
import { actionLog } from './action-log.ts';

const LOST: FailureRule = {
  id: 'grid-lost',
  verdict: 'transient',
  category: 'connection-reset',
  pattern: '^grid: session \\w{1,40} lost$',
  source: 'the manual of the grid',
  mustMatch: ['grid: session a1 lost'],
  mustNotMatch: ['grid: session a1 refused'],
};
const show = (text: string): string => text;
const setOf = (rule: Partial<FailureRule> = {}, disable?: readonly string[]) =>
  ruleSet([{ from: 'repo', rules: [{ ...LOST, ...rule }] }], disable);
const judge = (run: string, rules: ReturnType<typeof setOf>, output = ['grid: session a1 lost']) =>
  classify(actionLog([{ run, output, exit: 1 }]), { show, rules });

describe('a rule of a config', () => {
  it('counts where no code of the project runs, and nowhere without it', async () => {
    const said = await judge('curl -O https://a.example', setOf());
    expect(said).toMatchObject({
      verdict: 'transient',
      category: 'connection-reset',
      evidence: [{ text: 'grid: session a1 lost', rule: 'repo/grid-lost' }],
    });
    expect((await judge('curl -O https://a.example', ruleSet([]))).verdict).toBe('persistent');
    expect((await judge('npm test', setOf())).verdict).toBe('persistent');
  });

  it('counts in the output of the programs that it names', async () => {
    const rules = setOf({ programs: ['gridrun'] });
    expect((await judge('gridrun --all', rules)).verdict).toBe('transient');
    expect((await judge('./tools/gridrun --all', rules)).verdict).toBe('transient');
    expect((await judge('./other', rules)).verdict).toBe('persistent');
  });

  it('vetoes where it is persistent', async () => {
    const rules = setOf({ verdict: 'persistent', category: 'configuration' });
    const lines = ['npm error code ECONNRESET', 'grid: session a1 lost'];
    expect(await judge('npm ci', rules, lines)).toMatchObject({
      verdict: 'persistent',
      category: 'configuration',
    });
  });

  it('is found in a log of bytes, although no literal of core stands in its line', async () => {
    async function* chunks() {
      yield Buffer.from(
        actionLog([{ run: 'curl -O https://a.example', output: ['grid: session a1 lost'], exit: 1 }]).join(
          '\n',
        ),
      );
    }
    expect((await classifyLog(chunks(), { show, rules: setOf() })).verdict).toBe('transient');
  });
});

describe('disabling', () => {
  it('takes out a rule of core, of a plugin and of the config', async () => {
    const line = ['curl: (6) Could not resolve host: a.example'];
    const run = 'curl -O https://a.example';
    expect((await judge(run, ruleSet([], ['curl-dns', 'dns-lookup']), line)).verdict).toBe('persistent');
    expect((await judge(run, ruleSet([], ['curl-dns']), line)).verdict).toBe('transient');
    expect((await judge(run, setOf({}, ['repo/grid-lost']))).verdict).toBe('persistent');
  });

  it('tells of an id that there is not, with the nearest', () => {
    expect(ruleSet([], ['curl-dsn']).faults).toEqual([
      { rule: 'curl-dsn', from: 'repo', detail: 'there is none to disable; did you mean curl-dns?' },
    ]);
  });
});

describe('a rule with a mistake', () => {
  it.each<[string, Partial<Record<keyof FailureRule, unknown>>, RegExp]>([
    ['an id', { id: 'Grid Lost' }, /kebab-case/u],
    ['a verdict', { verdict: 'flaky' }, /neither transient nor persistent/u],
    ['a category of the other verdict', { category: 'test' }, /no transient category test; there are dns, /u],
    ['no source', { source: ' ' }, /no source/u],
    ['a pattern that is none', { pattern: 'a(' }, /its pattern is none/u],
    ['a pattern without a bound', { pattern: 'grid.*lost' }, /without a bound; write \{0,200\} for \*/u],
    ['a pattern that takes too long', { pattern: 'grid .{1,200} .{1,200} lost' }, /in 40000 ways/u],
    ['a pattern that takes for ever', { pattern: 'grid(?:(?:a{1,99}){1,99}){1,99}' }, /far too many ways/u],
    ['a pattern without a text', { pattern: '\\w{3} \\d{2}' }, /three characters/u],
    ['a pattern that is no text', { pattern: 7 }, /is no text/u],
    [
      'an example that it does not know',
      { mustMatch: ['grid: lost'] },
      /does not match its example "grid: lost"/u,
    ],
    ['an example that it must not know', { mustNotMatch: ['grid: session a lost'] }, /which it must not/u],
    ['no examples', { mustMatch: [], mustNotMatch: undefined }, /no example in mustMatch/u],
    ['programs that are no names', { programs: 'gridrun' }, /no list of names/u],
  ])('is told, and left out: %s', (_, more, words) => {
    const { rules, faults } = readRules([{ from: 'grid', rules: [{ ...LOST, ...more } as FailureRule] }]);
    expect(rules).toEqual([]);
    expect(faults.map(({ detail }) => detail).join('; ')).toMatch(words);
  });

  it('is told with all the others, and so is an id that is there twice', () => {
    const bad = { ...LOST, id: 'other', source: '', category: 'nope' };
    const { rules, faults } = readRules([
      { from: 'a', rules: [LOST, LOST, bad] },
      { from: 'b', rules: [LOST] },
    ]);
    expect(rules.map(({ id }) => id)).toEqual(['a/grid-lost', 'b/grid-lost']);
    expect(faults.map(({ from, rule }) => `${from}/${rule}`)).toEqual(['a/grid-lost', 'a/other', 'a/other']);
  });
});
