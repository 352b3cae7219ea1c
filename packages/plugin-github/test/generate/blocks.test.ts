import { describe, expect, it } from 'vitest';
import { hasWholeMarks, isOurs, writeBlocks } from '../../src/generate/blocks.ts';
import { joinPermissions } from '../../src/generate/join-permissions.ts';
import { keepNewerPins } from '../../src/generate/keep-newer-pins.ts';
import { mainWorkflow } from '../../src/generate/main-workflow.ts';
import { pinned } from '../../src/generate/job-steps.ts';
import { yamlText } from '../../src/generate/yaml-text.ts';
import { FACTS, optionsOf } from './project.ts';

const OLD = [
  { id: 'a', text: 'a: 1\n' },
  { id: 'b', text: 'b: 1\n' },
];

describe('blocks of a file', () => {
  it('are written again, and lines of a user between them stay', () => {
    const text = writeBlocks(OLD).replace('# <<< sluice: a\n', '# <<< sluice: a\n# mine\nmine: 2\n');
    const next = writeBlocks([{ id: 'a', text: 'a: 3\n' }, ...OLD.slice(1)], `${text}last: 4\n`);
    expect(next).toContain('a: 3\n# <<< sluice: a\n# mine\nmine: 2\n# >>> sluice: b\n');
    expect(next.endsWith('# <<< sluice: b\nlast: 4\n')).toBe(true);
    expect(writeBlocks([{ id: 'a', text: 'a: 3\n' }, ...OLD.slice(1)], next)).toBe(next);
  });

  it('that are gone leave the lines after them', () => {
    const text = writeBlocks(OLD).replace('# <<< sluice: b\n', '# <<< sluice: b\nmine: 2\n');
    expect(writeBlocks(OLD.slice(0, 1), text)).toContain('# <<< sluice: a\nmine: 2\n');
  });

  it('are only taken for ours while their marks are whole', () => {
    const text = writeBlocks(OLD);
    expect(hasWholeMarks(text)).toBe(true);
    expect(hasWholeMarks(text.replace('# <<< sluice: a\n', ''))).toBe(false);
    expect(hasWholeMarks(text.replace('# >>> sluice: b\n', ''))).toBe(false);
    expect(hasWholeMarks(text.replace('<<< sluice: a', '<<< sluice: c'))).toBe(false);
  });

  it('are told from what somebody else wrote', () => {
    expect(isOurs(writeBlocks(OLD))).toBe(true);
    expect(isOurs('name: CI\n')).toBe(false);
  });
});

describe('pins', () => {
  const text = writeBlocks(mainWorkflow(FACTS, { options: optionsOf(), name: 'CI' }));
  const sha = 'a'.repeat(40);

  it('that are newer in the file are kept and told; older ones are not', () => {
    const present = text.replaceAll(pinned('actions/cache'), `actions/cache@${sha} # v5.1.0`);
    const kept = keepNewerPins(text, present);
    expect(kept.text).toBe(present);
    expect(kept.newer).toEqual([{ action: 'actions/cache', ours: 'v5.0.5', found: 'v5.1.0' }]);
    const older = text.replaceAll(pinned('actions/cache'), `actions/cache@${sha} # v4.9.0`);
    expect(keepNewerPins(text, older)).toEqual({ text, newer: [] });
    const other = text.replaceAll(pinned('actions/cache'), `evil/cache@${sha} # v9.9.9`);
    expect(keepNewerPins(text, other)).toEqual({ text, newer: [] });
  });

  it('are on every action', () => {
    const uses = text.split('\n').filter((line) => /\buses:/u.test(line));
    expect(uses.length).toBeGreaterThan(8);
    for (const line of uses) expect(line).toMatch(/uses: [\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/u);
  });
});

describe('the main workflow', () => {
  it('gives each job what its plugins declare and no more, and the one that decides nothing but reading', () => {
    const permissions = joinPermissions([
      { packages: 'read' },
      undefined,
      { packages: 'write', actions: 'none' },
    ]);
    expect(permissions).toEqual({ packages: 'write' });
    const jobs = mainWorkflow({ ...FACTS, permissions }, { options: optionsOf(), name: 'CI' });
    const granted = jobs.map(({ id, text }) => [
      id,
      /permissions:\n((?: {6}.*\n)+)/u.exec(text)?.[1]?.trim().split(/\n\s+/u),
    ]);
    expect(granted).toEqual([
      ['workflow', undefined],
      ['plan', ['contents: read', 'packages: write']],
      ['check', ['contents: read', 'packages: write']],
      ['sluice', ['contents: read']],
      ['report', ['checks: write', 'contents: read', 'pull-requests: write', 'statuses: write']],
      ['alert', ['contents: read', 'issues: write']],
    ]);
  });

  const reportJobOf = (report: object): string =>
    mainWorkflow(FACTS, { options: optionsOf({ report }), name: 'CI' }).find(({ id }) => id === 'report')
      ?.text ?? '';
  const off = { comment: false, check: false, status: false } as const;

  it.each([
    [{ ...off, comment: true }, ['contents: read', 'pull-requests: write']],
    [{ ...off, check: 'a/b' }, ['checks: write', 'contents: read', 'pull-requests: read']],
    [{ ...off, status: 'a/c' }, ['contents: read', 'statuses: write']],
  ] as const)('gives the job that reports what its calls need and no more: %o', (report, permissions) => {
    const [, granted = ''] = /permissions:\n((?: {6}.*\n)+)/u.exec(reportJobOf(report)) ?? [];
    expect(granted.trim().split(/\n\s+/u)).toEqual(permissions);
  });

  it('has no job that writes where nothing is to be written', () => {
    expect(reportJobOf(off)).toBe('');
    const all = mainWorkflow(FACTS, { options: optionsOf({ report: off, alert: false }), name: 'CI' });
    expect(all.map(({ text }) => text).join('')).not.toContain('write');
  });

  it('alerts in a job of its own, never in the run of a pull request, and hands it a webhook only when asked', () => {
    const jobOf = (alert: object): string =>
      mainWorkflow(FACTS, { options: optionsOf({ alert }), name: 'CI' }).find(({ id }) => id === 'alert')
        ?.text ?? '';
    expect(jobOf({})).toContain('--label \\"ci-broken\\" --branch \\"main\\" --branch \\"develop\\"');
    expect(jobOf({})).toContain("github.event_name == 'push'");
    expect(jobOf({})).not.toContain("== 'pull_request'");
    expect(jobOf({})).not.toContain('secrets.');
    expect(jobOf({ webhook: true })).toContain('SLUICE_ALERT_WEBHOOK: ${{ secrets.SLUICE_ALERT_WEBHOOK }}');
  });

  it('signs the verdict of a run that passed on a branch, when asked, in a job that runs no program', () => {
    const jobOf = (attest: boolean): string =>
      mainWorkflow(FACTS, { options: optionsOf({ attest }), name: 'CI' }).find(({ id }) => id === 'attest')
        ?.text ?? '';
    expect(jobOf(false)).toBe('');
    expect(jobOf(true)).not.toMatch(/run:|pull_request/u);
    expect(jobOf(true)).toContain("needs.sluice.result == 'success'");
    const [, granted = ''] = /permissions:\n((?: {6}.*\n)+)/u.exec(jobOf(true)) ?? [];
    expect(granted.trim().split(/\n\s+/u)).toEqual(['id-token: write', 'attestations: write']);
  });

  it('sends coverage where that is asked for, in a job that is red for nobody, its token in the last step', () => {
    const jobOf = (coverage: 'artifact' | 'codecov'): string =>
      mainWorkflow(FACTS, { options: optionsOf({ report: { coverage } }), name: 'CI' }).find(
        ({ id }) => id === 'coverage',
      )?.text ?? '';
    expect(jobOf('artifact')).not.toContain('secrets.');
    const text = jobOf('codecov');
    expect(text).toContain('continue-on-error: true');
    expect(text).toMatch(/permissions:\n {6}contents: read\n {4}\S/u);
    expect(text.match(/secrets\./gu)).toHaveLength(1);
    expect(text.indexOf('secrets.CODECOV_TOKEN')).toBeGreaterThan(text.indexOf('upload-artifact'));
  });

  it('takes the program of the job that writes from the base of a change, and lets nothing be red for it', () => {
    const text = reportJobOf({ check: 'Gate: all (main)', author: 'acme-ci[bot]' });
    expect(text).toContain(
      'ref: "${{ github.event.pull_request.base.sha || github.event.merge_group.base_sha || github.sha }}"',
    );
    expect(text).toContain('continue-on-error: true');
    expect(text).toContain('!cancelled()');
    expect(text).toContain(
      String.raw`--comment --author \"acme-ci[bot]\" --check \"Gate: all (main)\" --status \"sluice/verdict\"`,
    );
    expect(text.match(/github\.token/gu)).toHaveLength(1);
    expect(text).not.toContain('actions/cache');
  });

  it('has nothing of an event or a matrix inside a command line', () => {
    const options = optionsOf({ jobs: { python: { secrets: ['TOKEN'] } } });
    for (const { text } of mainWorkflow(FACTS, { options, name: 'CI' })) {
      const commands = text.split('\n').filter((line) => /^\s+(?:- )?run:|^ {10}(?:npx|mapfile)/u.test(line));
      for (const line of commands) expect(line).not.toContain('${{');
    }
  });

  it('hands a secret to the step that runs the checks of its own job, to no other', () => {
    const options = optionsOf({ jobs: { python: { secrets: ['PIP_INDEX_URL'] } } });
    const holding = mainWorkflow(FACTS, { options, name: 'CI' }).filter(({ text }) =>
      text.includes('secrets.'),
    );
    expect(holding.map(({ id }) => id)).toEqual(['check-python']);
    expect(holding[0]?.text.match(/secrets\./gu)).toHaveLength(1);
  });
});

describe('the text of a workflow', () => {
  it('quotes what would be of another type, and what would be another structure', () => {
    const text = yamlText({
      a: 'yes',
      b: '1',
      c: 'x: y',
      d: 'x # y',
      e: '',
      f: 'a\nb\n',
      g: ['no', 'x'],
      'k: l': true,
    });
    expect(text).toBe(
      'a: "yes"\nb: "1"\nc: "x: y"\nd: "x # y"\ne: ""\nf: |\n  a\n  b\ng: ["no", x]\n"k: l": true\n',
    );
  });
});
