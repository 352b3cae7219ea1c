import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { referenceProject, type ReferenceProject } from './reference-project.ts';

const configOf = (layout: string): string => `import { reference } from '@sluice/preset-python';

export default reference({
  python: { versions: ['3.12'] },
  docker: { images: { orders: '.', worker: { context: '.', target: 'worker' } } },
  github: { layout: '${layout}' },
});
`;

describe('the workflow of a project with images', { timeout: 180_000 }, () => {
  let project: ReferenceProject;
  beforeAll(async () => {
    project = await referenceProject(configOf('groups'));
    await project.write('package-lock.json', '{"lockfileVersion":3,"packages":{}}\n');
  });
  afterAll(async () => project[Symbol.asyncDispose]());

  it.each(['single', 'groups', 'checks'])(
    'makes a builder where images are built, is up to date, and clean for actionlint and zizmor: %s',
    async (layout) => {
      await project.write('ci.config.ts', configOf(layout));
      const generated = await project.sluice(['generate', 'github', '--cwd', project.dir]);
      expect([generated.code, generated.stderr]).toEqual([0, expect.not.stringContaining('Error')]);
      const checked = await project.sluice(['generate', 'github', '--check', '--cwd', project.dir]);
      expect(checked.code).toBe(0);
      const text = await readFile(join(project.dir, '.github/workflows/ci.yml'), 'utf8');
      const steps = text
        .split('\n      - ')
        .filter((step) => step.includes("contains(matrix.ids, 'docker/')"));
      expect(steps.map((step) => /uses: (\S+)@[0-9a-f]{40} # v/u.exec(step)?.[1])).toEqual([
        'docker/setup-buildx-action',
        'actions/github-script',
      ]);
      for (const step of steps) expect(step).toContain('continue-on-error: true');
      expect(text).toContain('.sluice/docker/sbom');
      const { stdout } = await project.sluice([
        'run',
        'github/actionlint',
        'github/zizmor',
        '--json',
        '--cwd',
        project.dir,
      ]);
      const { results } = JSON.parse(stdout) as {
        readonly results: readonly {
          readonly id: string;
          readonly conclusion: string;
          readonly findings: readonly unknown[];
        }[];
      };
      expect(
        results
          .filter(({ id }) => id.startsWith('github/'))
          .map(({ id, conclusion, findings }) => [id, conclusion, findings]),
      ).toEqual([
        ['github/actionlint', 'success', []],
        ['github/zizmor', 'success', []],
      ]);
    },
  );
});
