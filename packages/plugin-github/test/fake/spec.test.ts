import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { OPERATIONS } from './operations.ts';
import { findOperation } from './spec/find-operation.ts';
import { readSpec } from './spec/read-spec.ts';
import { sampleOf } from './spec/sample-of.ts';
import { validators } from './spec/validators.ts';

const script = readFileSync(join(import.meta.dirname, '../../../../scripts/github-openapi.ts'), 'utf8');

describe("the copy of GitHub's description", () => {
  const spec = readSpec();

  it('is of the version that the script names, and says where it is from', () => {
    const [, version] = /VERSION = '([^']+)'/u.exec(script) ?? [];
    expect(spec.info.version).toBe(version);
    expect(spec['x-source']).toMatchObject({
      package: `@octokit/openapi@${version}`,
      license: expect.stringContaining('MIT'),
    });
  });

  it('has the operations that the fake knows, and no other: else `npm run github-openapi`', () => {
    const all = Object.values(spec.paths).flatMap((methods) => Object.values(methods));
    expect(all.map(({ operationId }) => operationId).toSorted()).toEqual(Object.keys(OPERATIONS).toSorted());
  });

  it.each(Object.keys(spec.components.schemas))('allows the least value of %s', (name) => {
    const schema = { $ref: `#/components/schemas/${name}` };
    expect(validators().check(schema, sampleOf(name))).toEqual([]);
  });
});

describe('a path finds its operation', () => {
  it.each([
    ['GET', '/repos/o/r/contents/docs%2Fci.md', 'repos/get-content', { path: 'docs/ci.md' }],
    ['GET', '/repos/o/r/contents/docs/ci.md', 'repos/get-content', { path: 'docs/ci.md' }],
    ['GET', '/repos/o/r/git/ref/heads%2Ffeat%2Fx', 'git/get-ref', { ref: 'heads/feat/x' }],
    ['GET', '/repos/o/r/commits/abc/pulls', 'repos/list-pull-requests-associated-with-commit', {}],
    ['GET', '/repos/o/r/commits/feat/x', 'repos/get-commit', { ref: 'feat/x' }],
    [
      'GET',
      '/repos/o/r/compare/main...a/b',
      'repos/compare-commits-with-basehead',
      { basehead: 'main...a/b' },
    ],
    ['POST', '/repos/o/r/actions/runs/7/rerun-failed-jobs', 'actions/re-run-workflow-failed-jobs', {}],
  ])('%s %s', (method, path, id, names) => {
    expect(findOperation(method, path)).toMatchObject({ id, path: names });
  });

  it('unless GitHub has none', () => {
    expect(findOperation('POST', '/repos/o/r')).toBeUndefined();
  });
});
