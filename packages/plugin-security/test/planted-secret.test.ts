import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { defineConfig } from '@sluice/core';
import { createHarness } from '@sluice/core/testing';
import { describe, expect, it } from 'vitest';
import { security, type SecurityInput } from '../src/index.ts';
import { defaultTools } from './default-tools.ts';
import { PASSWORD, TOKEN } from './planted.ts';

const tools = defaultTools();

const config = (options: SecurityInput = {}) =>
  defineConfig({ plugins: [security({ pipAudit: false, ...options })], tools });

/** Every file of a run that holds one of these words, with the word. */
async function filesWith(dir: string, words: readonly string[]): Promise<readonly string[]> {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true });
  const found: string[] = [];
  for (const entry of entries) {
    const path = join(entry.parentPath, entry.name);
    const text = entry.isFile() ? await readFile(path, 'latin1') : '';
    for (const word of words)
      if (`${path}\n${text}`.includes(word)) found.push(`${path.slice(dir.length)}: ${word}`);
  }
  return found;
}

/** No part of it either: four characters are the most that may be seen. */
const partsOf = (secret: string): readonly string[] =>
  Array.from({ length: secret.length - 7 }, (_, index) => secret.slice(index, index + 8));

// Real programs on a machine that may be busy.
describe(
  'a token in the code, in the message of a commit and in the name of a file',
  { timeout: 240_000 },
  () => {
    it('is live, blocks, and is in none of the outputs', async () => {
      const files = {
        'app/__init__.py': '',
        'app/settings.py': `import subprocess\n\nTOKEN = "${TOKEN}"\nPASSWORD = "${PASSWORD}"\n`,
        [`app/${TOKEN}.py`]: 'import subprocess\n\n\ndef f(word):\n    subprocess.call(word, shell=True)\n',
        'README.md': 'nothing\n',
      };
      await using harness = await createHarness({ files });
      await harness.workspace.commit(`use ${TOKEN} from now on`);
      const { report, dir } = await harness.runPipeline(config(), { all: true });
      expect(report.verdict.objections).toMatchObject([
        { rule: 'security/live-secrets', level: 'block', measured: 2, limit: 0 },
      ]);
      const secrets = report.results.find(({ id }) => id === 'security/secrets');
      expect(secrets?.findings.map(({ severity, location }) => [severity, location?.path])).toEqual([
        ['critical', 'app/***.py'],
        ['critical', 'app/settings.py'],
      ]);
      expect(await filesWith(dir, [...partsOf(TOKEN), PASSWORD, 'example.org'])).toEqual([]);
      expect(JSON.stringify(report)).not.toContain(TOKEN);
      expect(JSON.stringify(report)).not.toContain(PASSWORD);
    });

    it('that only commits hold is reported once, for information, and passes', async () => {
      await using harness = await createHarness({
        files: { 'app/a.py': `TOKEN = "${TOKEN}"\n`, 'app/b.py': `TOKEN = "${TOKEN}"\n` },
        git: true,
      });
      await harness.workspace.write({
        'app/a.py': 'TOKEN = ""\n',
        'app/b.py': 'x = 1\n',
        '.gitignore': '.env\n',
      });
      await harness.workspace.commit('take it out');
      await harness.workspace.write({ '.env': `TOKEN=${TOKEN}\n` });
      const { report } = await harness.runPipeline(config(), { all: true });
      const secrets = report.results.find(({ id }) => id === 'security/secrets');
      expect(secrets?.findings).toMatchObject([
        {
          severity: 'info',
          location: { path: 'app/a.py' },
          locations: [{ path: 'app/a.py' }, { path: 'app/b.py' }],
          steps: ['history: high to info, it is in commits only and not in this tree'],
        },
      ]);
      expect(secrets?.summary).toBe('3 files, 2 commits, none live · 1 info');
      expect(report.verdict).toMatchObject({ level: 'pass', objections: [] });
    });

    it('is shown and not counted where its line is marked, or its value is a placeholder', async () => {
      const example = ['AKIA', 'IOSFODNN7', 'EXAMPLE'].join('');
      await using harness = await createHarness({
        files: {
          'app/a.py': `TOKEN = "${TOKEN}"  # gitleaks:allow\n`,
          'app/b.py': `aws_access_key_id = "${example}"\n`,
        },
      });
      const { report } = await harness.runPipeline(config(), { all: true });
      const secrets = report.results.find(({ id }) => id === 'security/secrets');
      const shown = secrets?.findings.map(({ severity, suppression }) => [severity, suppression?.kind]);
      expect(shown).toContainEqual(['critical', 'in-source']);
      expect(secrets?.summary).toContain('none live');
      expect(secrets?.scope?.detail).toEqual(['no git repository, so no commits']);
      expect(report.verdict.level).toBe('pass');
    });
  },
);
