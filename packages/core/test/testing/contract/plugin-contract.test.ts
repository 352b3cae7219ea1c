import { pluginContract, type ContractCase, type ContractCases } from '@sluice/core/testing';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { CHECK_FAULTS, FINGERPRINTS, JSON_SAFE, MISSING, SECRETS } from './check-faults.ts';
import { exampleCases, examplePlugin, SECRET } from './example-plugin.ts';
import { closeAll } from './leave-open.ts';
import { PLUGIN_FAULTS } from './plugin-faults.ts';

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

  it('may quote a secret that it named to ctx.secret before', async () => {
    const plugin = examplePlugin({
      run: (ctx, good) => {
        ctx.secret(SECRET);
        return good();
      },
      finding: ({ text }) => ({ message: `found ${text}` }),
    });
    await caseOf(SECRETS, pluginContract(plugin, exampleCases())).run();
  });

  it('has no case of findings and programs that it says it does not have', () => {
    const cases = exampleCases({}, { finds: false, needsPrograms: [] });
    const names = pluginContract(examplePlugin(), cases)
      .map(({ name }) => name)
      .filter((name) => /fingerprint|missing|garbage/u.test(name));
    expect(names).toEqual([]);
  });
});

describe('a plugin that breaks the contract', () => {
  afterEach(closeAll);
  beforeEach(() => {
    for (const name of ['log', 'warn'] as const) vi.spyOn(console, name).mockImplementation(() => {});
  });

  // Without its check driven: that would take a second for each, and shows nothing of a setup or a tap.
  const undriven = exampleCases({
    checks: [],
    notDriven: { 'example/lint': 'only setup and taps are looked at' },
  });

  it.each(PLUGIN_FAULTS)('by %s fails one case, `%s`', async (_what, name, words, fault) => {
    const found = await broken(pluginContract(examplePlugin(fault), undriven));
    expect(found).toEqual({ [name]: expect.stringMatching(words) });
  });

  it.each(CHECK_FAULTS)('by %s fails one case, `%s`', async (_what, name, words, fault) => {
    const found = await broken(pluginContract(examplePlugin(fault), exampleCases()));
    expect(found).toEqual({ [name]: expect.stringMatching(words) });
  });
});

describe('the seeded faults', () => {
  it('have at least one for each clause of the contract, and each clause its own', () => {
    const clauses = pluginContract(examplePlugin(), exampleCases()).map(({ name }) => name);
    const seeded = new Set([...PLUGIN_FAULTS, ...CHECK_FAULTS].map(([, name]) => name));
    expect(clauses.filter((name) => !seeded.has(name))).toEqual([]);
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
    await expect(taps[4]?.run()).rejects.toThrow('its check tap lint failed: no disk');
    const invalid = examplePlugin({ check: () => ({ title: '' }) });
    await expect(pluginContract(invalid, exampleCases())[4]?.run()).rejects.toThrow(/title/u);
  });
});
