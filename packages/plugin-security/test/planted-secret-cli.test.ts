import { execFileSync, spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, mkdirSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { defaultTools } from './default-tools.ts';
import { PASSWORD, TOKEN } from './planted.ts';
import { workspace, type Workspace } from './workspace.ts';

const core = dirname(dirname(fileURLToPath(import.meta.resolve('@sluice/core'))));
const sluiceBin = join(core, 'dist/cli/bin.js');

const CONFIG = `import { defineConfig } from '@sluice/core';
import { security } from '@sluice/plugin-security';

export default defineConfig({
  plugins: [security({ pipAudit: false })],
  tools: ${JSON.stringify(defaultTools())},
});
`;

const FILES = {
  'services/api/ci.config.mjs': CONFIG,
  'services/api/app/__init__.py': '',
  'services/api/app/settings.py': `import subprocess\n\nTOKEN = "${TOKEN}"\nPASSWORD = "${PASSWORD}"\n`,
  [`services/api/app/${TOKEN}.py`]:
    'import subprocess\n\n\ndef f(word):\n    subprocess.call(word, shell=True)\n',
  '.gitignore': 'node_modules/\nout*\n',
};

/** No part of it either: four characters are the most that may be seen. */
const parts = Array.from({ length: TOKEN.length - 7 }, (_, index) => TOKEN.slice(index, index + 8));
const leaksIn = (text: string): readonly string[] => [...parts, PASSWORD].filter((one) => text.includes(one));

// Real programs on a machine that may be busy.
describe(
  'a planted token, through the command line, the config below the repository’s root',
  { timeout: 240_000 },
  () => {
    let folder: Workspace;
    let cwd: string;
    const sluice = (
      ...args: readonly string[]
    ): { readonly status: number | null; readonly text: string } => {
      const { status, stdout, stderr } = spawnSync(process.execPath, [sluiceBin, ...args], {
        cwd,
        encoding: 'utf8',
        env: { ...process.env, GITHUB_ACTIONS: '', FORCE_COLOR: undefined },
      });
      return { status, text: `${stdout}${stderr}` };
    };
    const formats = ['json', 'sarif', 'junit', 'markdown'].flatMap((format) => [
      '--format',
      `${format}=out/report.${format}`,
    ]);

    beforeAll(async () => {
      folder = await workspace(FILES);
      const git = (...args: readonly string[]): void => {
        const who = ['-c', 'user.name=A', '-c', 'user.email=a@example.org'];
        execFileSync('git', [...who, ...args], { cwd: folder.dir, stdio: 'ignore' });
      };
      mkdirSync(join(folder.dir, 'node_modules/@sluice'), { recursive: true });
      symlinkSync(core, join(folder.dir, 'node_modules/@sluice/core'));
      symlinkSync(join(import.meta.dirname, '..'), join(folder.dir, 'node_modules/@sluice/plugin-security'));
      git('init', '--quiet');
      git('add', '-A');
      git('commit', '--quiet', '-m', `use ${TOKEN} from now on`);
      cwd = join(folder.dir, 'services/api');
    });

    afterAll(async () => folder[Symbol.asyncDispose]());

    it('is on no console, in no format, and in no file that is left', () => {
      const { status, text } = sluice('run', '--all', ...formats);
      expect(text).toMatch(/security\/live-secrets +2, limit 0/u);
      expect(status).toBe(1);
      const said = [
        text,
        sluice('explain').text,
        sluice('explain', 'security/secrets').text,
        sluice('run', '--all', '--json').text,
      ];
      expect(said.flatMap(leaksIn)).toEqual([]);
      const left = ['.sluice', 'out'].flatMap((name) =>
        readdirSync(join(cwd, name), { recursive: true, withFileTypes: true }),
      );
      const leaking = left.filter((entry) => {
        const path = join(entry.parentPath, entry.name);
        return leaksIn(`${path}\n${entry.isFile() ? readFileSync(path, 'latin1') : ''}`).length > 0;
      });
      expect(leaking.map(({ name }) => name)).toEqual([]);
      expect(left.map(({ name }) => name)).toEqual(
        expect.arrayContaining(['report.json', 'report.sarif', 'report.junit', 'report.markdown']),
      );
    });

    it('is shown to GitHub at its place in the repository', () => {
      sluice('run', '--all', ...formats);
      const log = JSON.parse(readFileSync(join(cwd, 'out/report.sarif'), 'utf8')) as {
        readonly runs: readonly {
          readonly automationDetails: { readonly id: string };
          readonly results: readonly { readonly locations: readonly unknown[] }[];
        }[];
      };
      const [bandit, gitleaks] = log.runs;
      expect(bandit?.automationDetails.id).toMatch(/^sluice\/services\/api\/bandit\/./u);
      expect(gitleaks?.results.flatMap(({ locations }) => locations)).toContainEqual(
        expect.objectContaining({
          physicalLocation: expect.objectContaining({
            artifactLocation: { uri: 'services/api/app/settings.py', uriBaseId: '%SRCROOT%' },
          }),
        }),
      );
    });
  },
);
