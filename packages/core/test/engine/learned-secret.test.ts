import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { CheckContext, CheckOutcome } from '../../src/model/check.ts';
import { checkOf, openRig } from './rig.ts';

const TOKEN = `ghp_${'planted'.repeat(6)}`;
const done: CheckOutcome = { status: 'completed', findings: [] };

/** Every file below a folder, by path. */
function filesIn(folder: string): ReadonlyMap<string, Buffer> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return new Map(files.map((file) => [file, readFileSync(file)]));
}

describe('a secret that a check comes upon', () => {
  it('gives a finding the same fingerprint whether it was known before or after', async () => {
    await using rig = await openRig();
    const reporting = async ({ finding }: CheckContext): Promise<CheckOutcome> => {
      const location = { path: 'app/a.py', line: 3 };
      const found = finding({
        ruleId: 'ruff/S105',
        message: 'a password',
        region: `token = "${TOKEN}"`,
        location,
      });
      return { status: 'completed', findings: [found] };
    };
    const learning = ({ secret }: CheckContext): CheckOutcome => (secret(TOKEN), done);
    const fingerprints = new Set<unknown>();
    for (const [first, second] of [
      [reporting, learning],
      [learning, reporting],
    ] as const) {
      const { report } = await rig.run({
        checks: [
          checkOf('one', { limits: [], run: first }),
          checkOf('two', { limits: [], needs: ['repo/one'], run: second }),
        ],
      });
      for (const { fingerprint } of report.results.flatMap(({ findings }) => findings))
        fingerprints.add(fingerprint);
    }
    expect(fingerprints.size).toBe(1);
  });

  it('stands nowhere after the run, not even where it was written before', async () => {
    await using rig = await openRig();
    await writeFile(rig.path('image.bin'), Buffer.from(`\0${'x'.repeat(20)}`));
    const early = async ({ cwd, log, artifact, exec }: CheckContext): Promise<CheckOutcome> => {
      log(`\0 a line with ${TOKEN}`);
      await exec('printf', ['%s', TOKEN]);
      await writeFile(join(cwd, 'early.txt'), `early ${TOKEN}`);
      artifact('early.txt', 'early.txt');
      artifact('image.bin', 'image.bin');
      const location = { path: `config/${TOKEN}.py`, line: 1 };
      const base = { tool: 'ruff', kind: 'code', severity: 'high', region: TOKEN, location } as const;
      return {
        status: 'completed',
        findings: [{ ...base, ruleId: 'ruff/S105', message: `password ${TOKEN}` }],
        summary: `saw ${TOKEN}`,
      };
    };
    const late = ({ secret }: CheckContext): CheckOutcome => (secret(TOKEN), done);
    const formats = ['sarif', 'junit', 'markdown', 'json'];
    const { report, events } = await rig.run(
      {
        checks: [
          checkOf('early', { limits: [], run: early }),
          checkOf('late', { needs: ['repo/early'], run: late }),
        ],
        policy: { limits: [{ rule: 'repo/high', count: {}, max: 0, over: ['repo/*'] }] },
      },
      { formats: formats.map((format) => ({ format, file: `out.${format}` })) },
    );
    expect(report.verdict.level).toBe('block');
    expect(JSON.stringify(report)).not.toContain(TOKEN);
    for (const format of formats) {
      const text = readFileSync(rig.path(`out.${format}`), 'utf8');
      expect([format, text.includes(TOKEN), text.length > 100]).toEqual([format, false, true]);
    }
    const files = filesIn(rig.path('.sluice'));
    expect([...files].filter(([, content]) => content.includes(TOKEN)).map(([file]) => file)).toEqual([]);
    const said = events.slice(
      events.findIndex((event) => event.type === 'check-ended' && event.result.id === 'repo/late'),
    );
    expect(said.length).toBeGreaterThan(2);
    expect(JSON.stringify(said)).not.toContain(TOKEN);

    for (const { path, bytes, sha256 } of report.results.flatMap(({ artifacts }) => artifacts)) {
      const content = files.get(rig.path('.sluice/runs', report.runId, path));
      expect([
        content?.length,
        createHash('sha256')
          .update(content ?? '')
          .digest('hex'),
      ]).toEqual([bytes, sha256]);
    }
  });
});
