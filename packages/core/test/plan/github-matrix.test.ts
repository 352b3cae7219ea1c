import { describe, expect, it } from 'vitest';
import { githubMatrix } from '../../src/plan/github-matrix.ts';
import { check, plan } from './plan-fixtures.ts';

function linesOf(text: string): Record<string, string> {
  return Object.fromEntries(
    text
      .trimEnd()
      .split('\n')
      .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  );
}

describe('the matrix of a plan', () => {
  it('has an entry for each machine, with a name that an artifact may bear', () => {
    const made = plan([
      check('py/test', { matrix: { python: ['3.11', '3.12'] }, needs: ['py/env'] }),
      check('py/env', { matrix: { python: ['3.11', '3.12'] } }),
      check('py/lint', { level: 'informational' }),
    ]).plan;
    const { matrix = '', count, hash } = linesOf(githubMatrix(made));
    expect({ count, hash }).toEqual({ count: '3', hash: made.hash });
    expect(JSON.parse(matrix)).toEqual({
      include: [
        {
          name: 'py/env@3.11 and 1 more',
          slug: expect.stringMatching(/^py-env-3\.11-[0-9a-f]{8}$/u),
          checks: 'py/env@3.11 py/test@3.11',
          optional: false,
        },
        {
          name: 'py/env@3.12 and 1 more',
          slug: expect.stringMatching(/^py-env-3\.12-[0-9a-f]{8}$/u),
          checks: 'py/env@3.12 py/test@3.12',
          optional: false,
        },
        {
          name: 'py/lint',
          slug: expect.stringMatching(/^py-lint-[0-9a-f]{8}$/u),
          checks: 'py/lint',
          optional: true,
        },
      ],
    });
  });

  it('is empty, and says so by its count, when nothing runs', () => {
    expect(githubMatrix(plan([check('a/x')], { skip: ['a/x'] }).plan)).toMatch(
      /^matrix=\{"include":\[\]\}\ncount=0\nhash=[0-9a-f]{64}\n$/u,
    );
  });

  it('never gives two machines one slug, however long and alike the ids are', () => {
    const long = 'x'.repeat(80);
    const { matrix = '' } = linesOf(githubMatrix(plan([check(`a/${long}a`), check(`a/${long}b`)]).plan));
    const slugs = JSON.parse(matrix).include.map(({ slug }: { slug: string }) => slug);
    expect(new Set(slugs).size).toBe(2);
  });
});
